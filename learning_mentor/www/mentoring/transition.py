import frappe
from frappe import _

from learning_mentor import portal
from learning_mentor.portal_pages import open_page
from learning_mentor.transition import families as transition_families

no_cache = 1
sitemap = 0


def get_context(context) -> None:
	"""A transition plan in plain words; 403 alike for plans missing, foreign or not to be shown."""
	open_page(context, _("The next school"))
	try:
		context.plan = transition_families.get_plan(frappe.form_dict.get("name") or "")
	except frappe.DoesNotExistError:
		# Frappe would remember a page that does not exist by its address, for everybody and for good
		frappe.throw(_("There is no such plan."), frappe.PermissionError)
	context.longest_name = portal.LONGEST_NAME
