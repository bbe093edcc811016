import frappe
from frappe import _

from learning_mentor.portal_pages import open_page
from learning_mentor.visits import duty as visit_duty

no_cache = 1
sitemap = 0


def get_context(context) -> None:
	"""Today's home visits of the session user, for a phone at a front door; 403 for all but staff."""
	open_page(context, _("Home visits"))
	context.visits = visit_duty.my_visits()
	context.time = lambda moment: frappe.utils.format_datetime(moment, "HH:mm")
