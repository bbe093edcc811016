import frappe
from frappe import _

from learning_mentor import portal
from learning_mentor.portal_pages import open_page
from learning_mentor.visits import families as visit_families

no_cache = 1
sitemap = 0


def get_context(context) -> None:
	"""One home visit in plain words; 403 alike for visits missing, foreign or not to be shown."""
	open_page(context, _("Home visit"))
	try:
		context.visit = visit_families.get_visit(frappe.form_dict.get("name") or "")
	except frappe.DoesNotExistError:
		# Frappe would remember a page that does not exist by its address, for everybody and for good
		frappe.throw(_("There is no such visit."), frappe.PermissionError)
	context.longest_comment = portal.LONGEST_COMMENT
