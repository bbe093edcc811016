import frappe
from frappe import _
from frappe.utils import get_url_to_list

from learning_mentor.events import register as event_register
from learning_mentor.events.seats import EVENT
from learning_mentor.portal_pages import open_page

no_cache = 1
sitemap = 0
FIELDS = ["name", "event_title", "starts_on", "ends_on", "status", "capacity", "seats_taken", "waiting"]


def get_context(context) -> None:
	"""The register of an event on a tablet, or the choice of today's events; 403 for all but their staff."""
	open_page(context, _("Who is here"))
	context.time = lambda moment: frappe.utils.format_datetime(moment, "HH:mm")
	name = frappe.form_dict.get("event")
	if not name:
		context.events = event_register.my_events_today()
		return
	context.rows = event_register.register_of(name)
	context.event = frappe.db.get_value(EVENT, name, FIELDS, as_dict=True)
	if frappe.has_permission("Mentoring Nomination", "create"):
		context.nominate = get_url_to_list("Mentoring Nomination") + "/new?student="
