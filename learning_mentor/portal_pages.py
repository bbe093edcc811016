"""What the portal's pages have in common."""

from urllib.parse import quote

import frappe
import frappe.sessions
from frappe.utils.jinja_globals import is_rtl


def open_page(context, title: str) -> None:
	"""Send guests to the login and back; otherwise as `keep_private`."""
	if frappe.session.user == "Guest":
		frappe.local.flags.redirect_location = f"/login?redirect-to={quote(_address(), safe='')}"
		raise frappe.Redirect
	keep_private(context, title)


def keep_private(context, title: str) -> None:
	"""Keep the page out of caches, search and other sites' records of where people came from.

	Frappe asks for a token with every write of a session that has one, and gives it to the page it renders.
	"""
	if frappe.session.user != "Guest":
		context.csrf_token = frappe.sessions.get_csrf_token()  # sessions on the website have none before this
	context.no_cache = 1
	context.no_breadcrumbs = True
	context.sitemap = 0
	context.title = title
	# Frappe's frame around the page says neither, and counts as English for a screen reader
	context.page_language = frappe.local.lang
	context.page_direction = "rtl" if is_rtl() else "ltr"
	context.metatags = {"robots": "noindex", "referrer": "no-referrer"}


def _address() -> str:
	request = frappe.local.request
	return request.full_path if request.query_string else request.path
