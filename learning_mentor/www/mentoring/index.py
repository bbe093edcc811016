import frappe
from frappe import _
from frappe.utils import format_datetime

from learning_mentor import check_ins, guardians, portal, pupils
from learning_mentor.api.shapes.families import Child
from learning_mentor.plans import IN_FORCE
from learning_mentor.portal_pages import open_page
from learning_mentor.referrals import consenting
from learning_mentor.transition import families as transition_families
from learning_mentor.visits import families as visit_families

no_cache = 1
sitemap = 0


def get_context(context) -> None:
	"""A pupil's own page, or a guardian's children with their plans and check-ins; 403 for anybody else."""
	open_page(context, _("Mentoring"))
	context.pupil = pupils.my_page()
	guardian = guardians.session_guardian()
	if not context.pupil and not guardian:
		frappe.throw(
			_("This page is for pupils and guardians. If you are one, ask the school to let you in."),
			frappe.PermissionError,
		)
	mine = check_ins.mine()
	if context.pupil:
		context.pupil = {**_with_day(context.pupil), **_sorted_check_ins(mine, check_ins.PUPIL)}
	if guardian:
		children = portal.my_children()
		students = [child["student"] for child in children]
		moves = transition_families.of_children(students, guardian)
		visits = visit_families.of_children(students, guardian)
		referrals = consenting.of_children(students)
		context.children = [
			{
				**_child(child, mine),
				"visits": visits.get(child["student"], []),
				"moves": moves.get(child["student"], []),
				"referrals": referrals.get(child["student"], []),
			}
			for child in children
		]


def _with_day(pupil: dict) -> dict:
	"""The next session's day and time as a child reads them, in the site's language."""
	session = pupil.get("next_session")
	if not session:
		return pupil
	words = {
		"day": format_datetime(session["starts_on"], "EEEE d MMMM"),
		"time": format_datetime(session["starts_on"], "HH:mm"),
	}
	return {**pupil, "next_session": {**session, **words}}


def _child(child: Child, mine: list[dict]) -> dict:
	"""Plans that await an answer first, then those in force, then earlier ones; and the child's check-ins."""
	plans = child["plans"]
	of_child = [each for each in mine if each["student"] == child["student"]]
	return {
		**child,
		"awaiting": [plan for plan in plans if plan["status"] == portal.AWAITS_GUARDIAN],
		"in_force": [plan for plan in plans if plan["status"] in IN_FORCE],
		"earlier": [plan for plan in plans if plan["status"] == "Completed"],
		**_sorted_check_ins(of_child, check_ins.GUARDIAN),
	}


def _sorted_check_ins(mine: list[dict], answered_as: str) -> dict:
	"""``check_ins`` that await an answer, and ``answered_on``, the days of those that were answered."""
	own = [each for each in mine if each["answered_as"] == answered_as]
	return {
		"check_ins": [each for each in own if each["awaits_answer"]],
		"answered_on": sorted(
			(each["answered_on"] for each in own if not each["awaits_answer"]), reverse=True
		),
	}
