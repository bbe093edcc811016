import frappe
from frappe import _

from learning_mentor import guardians, portal, pupils
from learning_mentor.portal_pages import open_page

no_cache = 1
sitemap = 0


def get_context(context) -> None:
	"""A guardian's children with their plans, or a pupil's own page; 403 for anybody else."""
	open_page(context, _("Mentoring"))
	if guardians.session_guardian():
		context.children = [_sorted_plans(child) for child in portal.my_children()]
		return
	context.pupil = pupils.my_page()
	if not context.pupil:
		frappe.throw(
			_("This page is for guardians. If you are one, ask the school to invite you."),
			frappe.PermissionError,
		)


def _sorted_plans(child: dict) -> dict:
	"""Plans that await an answer first, then those in force, then earlier ones."""
	plans = child["plans"]
	return {
		**child,
		"awaiting": [plan for plan in plans if plan.status == portal.AWAITS_GUARDIAN],
		"in_force": [plan for plan in plans if plan.status in ("Active", "Under Review")],
		"earlier": [plan for plan in plans if plan.status == "Completed"],
	}
