import frappe
from frappe import _

from learning_mentor.outside import pages as outside_pages
from learning_mentor.portal_pages import keep_private

no_cache = 1
sitemap = 0


def get_context(context) -> None:
	"""A record for somebody outside who holds its key: a cover first, the record when it is asked for."""
	keep_private(context, _("From the school"))
	context.key = frappe.form_dict.get("key") or ""
	is_asked_for = frappe.request.method == "POST" and frappe.form_dict.get("show")
	context.update(outside_pages.page(key=context.key, show=is_asked_for))
