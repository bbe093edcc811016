import frappe
from frappe import _

from learning_mentor import portal
from learning_mentor.events import families as event_families
from learning_mentor.portal_pages import open_page

no_cache = 1
sitemap = 0


def get_context(context) -> None:
	"""One event for a guardian's child or a pupil; 403 alike for events missing, foreign or not open."""
	open_page(context, _("Event"))
	asked = frappe.form_dict
	try:
		context.event = event_families.get_event(asked.get("name") or "", asked.get("student"))
	except frappe.DoesNotExistError:
		# Frappe would remember a page that does not exist by its address, for everybody and for good
		frappe.throw(_("There is no such event."), frappe.PermissionError)
	context.is_guardian = bool(asked.get("student"))
	context.longest_comment = portal.LONGEST_COMMENT
