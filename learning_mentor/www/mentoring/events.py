import frappe
from frappe import _

from learning_mentor import guardians, pupils
from learning_mentor.events import families as event_families
from learning_mentor.portal_pages import open_page

no_cache = 1
sitemap = 0


def get_context(context) -> None:
	"""Events ahead for a pupil, or for each child of a guardian; 403 for anybody else."""
	open_page(context, _("Events"))
	context.is_pupil = bool(pupils.session_student())
	context.own_events = event_families.for_pupil()
	is_guardian = bool(guardians.session_guardian())
	if not (context.is_pupil or is_guardian):
		frappe.throw(
			_("This page is for pupils and guardians. If you are one, ask the school to let you in."),
			frappe.PermissionError,
		)
	context.children = event_families.for_guardian() if is_guardian else []
