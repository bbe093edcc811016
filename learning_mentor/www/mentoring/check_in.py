import frappe
from frappe import _

from learning_mentor import check_ins
from learning_mentor.portal_pages import open_page

no_cache = 1
sitemap = 0


def get_context(context) -> None:
	"""The questions of one check-in; 403 alike for check-ins missing, of others, or not to be shown."""
	open_page(context, _("Questions"))
	try:
		context.check_in = check_ins.get(frappe.form_dict.get("name") or "")
	except frappe.DoesNotExistError:
		# Frappe would remember a page that does not exist by its address, for everybody and for good
		frappe.throw(_("There are no such questions."), frappe.PermissionError)
