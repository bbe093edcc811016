"""Consent to another program's access, which Frappe's OAuth provider takes from a link."""

from urllib.parse import urlsplit

import frappe
from frappe import _

from learning_mentor.guards.readers import refuse
from learning_mentor.rest.calls import asked_method

CONSENT, ASKING = "oauth2.approve", "oauth2.authorize"


def check() -> None:
	"""Version 16 lets anybody register a program, and takes a followed link for its user's consent.

	The page that asks for it leads on here. Frappe itself leads on for programs that need no consent.
	"""
	request, asked = getattr(frappe.local, "request", None), frappe.local.form_dict or {}
	if str(asked.get("method")).endswith(CONSENT):
		refuse()  # an upload calls whatever it names
	if not request or not str(asked_method()).endswith(CONSENT):
		return
	page = urlsplit(request.headers.get("Referer", ""))
	from_here = page.hostname == urlsplit(f"//{request.host}").hostname and page.path.endswith(ASKING)
	if not from_here and not _needs_no_consent(asked.get("client_id")):
		frappe.throw(
			_("Begin again in the other program, and press Allow on this site's own page."),
			frappe.PermissionError,
		)


def _needs_no_consent(client) -> bool:
	if not isinstance(client, str):
		return False
	if frappe.db.get_value("OAuth Client", client, "skip_authorization"):
		return True
	given = {"client": client, "user": frappe.session.user, "status": "Active"}
	return bool(frappe.db.exists("OAuth Bearer Token", given))
