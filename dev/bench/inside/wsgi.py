"""Serves one site: Frappe's application with its assets and public files in front.

The site is the process's own (LM_SITE), whatever host name a request carries.
"""

import os
from pathlib import Path

import frappe.app
from werkzeug.middleware.shared_data import SharedDataMiddleware

SITE = os.environ["LM_SITE"]
SITES = Path.cwd()

frappe.app._site = SITE
frappe.app._sites_path = "."


def without_realtime(application):
	"""This bench runs no socket.io server: say so at once instead of rendering a page for every attempt."""

	def answer(environ, start_response):
		if environ.get("PATH_INFO", "").startswith("/socket.io"):
			start_response("404 Not Found", [("Content-Type", "text/plain")])
			return [b"no realtime server on this bench"]
		return application(environ, start_response)

	return answer


application = SharedDataMiddleware(
	without_realtime(frappe.app.application),
	{"/assets": str(SITES / "assets"), "/files": str(SITES / SITE / "public" / "files")},
)
