"""Which mentor suits a nominated pupil: a sum of points, each with its reason in words.

Points: free places up to 20, phase 15, experience with these needs up to 25, availability up to 10,
continuity 20, the pupil's wish 10. A mentor with an obstacle is listed last, with the obstacle.
"""

import frappe
from frappe import _
from frappe.query_builder.functions import Count

from learning_mentor.api.shapes.casework import RankedMentor
from learning_mentor.case_counts import open_case_counts
from learning_mentor.permissions import require_coordinator, scope
from learning_mentor.selection import selection_record_of

MOST_FOR_PLACES = 20
FOR_PHASE = 15
MOST_FOR_EXPERIENCE = 25
FOR_EACH_CASE = 5
MOST_FOR_AVAILABILITY = 10
FOR_EACH_SLOT = 2
FOR_CONTINUITY = 20
FOR_WISH = 10


def rank_mentors(nomination: str) -> list[RankedMentor]:
	"""Mentors for a nomination, the best first. Coordinators only (PermissionError).

	``[{"name", "mentor_name", "score", "reasons": [text with its points], "obstacle": text or None}]``.
	"""
	require_coordinator()
	scope.require("Mentoring Nomination", nomination)
	names = frappe.get_all(
		"Mentor Profile",
		filters={"status": ["!=", "Left"], **scope.of_schools("Mentor Profile")},
		pluck="name",
		order_by="mentor_name asc",
	)
	pupil = _Pupil(frappe.get_doc("Mentoring Nomination", nomination), names)
	held = open_case_counts()
	ranked = [_rank(frappe.get_cached_doc("Mentor Profile", name), pupil, held) for name in names]
	return sorted(
		ranked, key=lambda mentor: (bool(mentor["obstacle"]), -mentor["score"], mentor["mentor_name"])
	)


class _Pupil:
	"""What matching looks at, read once for all mentors."""

	def __init__(self, nomination, mentors: list[str]):
		self.phase = nomination.phase
		self.experience = _cases_with_needs([row.need for row in nomination.needs], mentors)
		self.former, self.siblings = _mentors_known_to(nomination.student)
		self.wish = frappe.db.get_value(
			"Mentoring Selection Record", selection_record_of(nomination.name), "pupil_wish"
		)


def _rank(profile, pupil: _Pupil, held: dict[str, int]) -> RankedMentor:
	parts = [
		_for_places(profile, held),
		_for_phase(profile, pupil),
		_for_experience(profile, pupil),
		_for_availability(profile),
		_for_continuity(profile, pupil),
		(FOR_WISH, _("the pupil's wish")) if profile.name == pupil.wish else (0, ""),
	]
	parts = [(points, reason) for points, reason in parts if points]
	return {
		"name": profile.name,
		"mentor_name": profile.mentor_name,
		"score": sum(points for points, _reason in parts),
		"reasons": [f"{reason}: {points}" for points, reason in parts],
		"obstacle": _obstacle(profile, held),
	}


def _obstacle(profile, held: dict[str, int]) -> str | None:
	"""Why the case could not be opened with this mentor."""
	if held.get(profile.name, 0) >= profile.get_caseload_limit():
		return profile.get_obstacle() or _("{0} is full.").format(profile.mentor_name)
	return profile.get_obstacle() or _missing_experience(profile)


def _missing_experience(profile) -> str | None:
	if (profile.prior_experience or "").strip() or frappe.db.exists(
		"Mentoring Case", {"mentor": profile.name}
	):
		return None
	return _("{0} has no experience with young people on record.").format(profile.mentor_name)


def _for_places(profile, held: dict[str, int]) -> tuple[int, str]:
	limit = profile.get_caseload_limit()
	free = max(0, limit - held.get(profile.name, 0))
	return round(MOST_FOR_PLACES * free / max(limit, 1)), _("{0} of {1} places free").format(free, limit)


def _for_phase(profile, pupil: _Pupil) -> tuple[int, str]:
	fields = {"Primary": "primary_phase", "Secondary": "secondary_phase", "College": "college_phase"}
	works_in = bool(pupil.phase and profile.get(fields[pupil.phase]))
	return (FOR_PHASE if works_in else 0), _("works in this phase")


def _for_experience(profile, pupil: _Pupil) -> tuple[int, str]:
	cases = pupil.experience.get(profile.name, 0)
	return min(MOST_FOR_EXPERIENCE, FOR_EACH_CASE * cases), _("{0} cases with these needs").format(cases)


def _for_availability(profile) -> tuple[int, str]:
	slots = len(profile.availability)
	return min(MOST_FOR_AVAILABILITY, FOR_EACH_SLOT * slots), _("{0} times in the week").format(slots)


def _for_continuity(profile, pupil: _Pupil) -> tuple[int, str]:
	if profile.name in pupil.former:
		return FOR_CONTINUITY, _("was this pupil's mentor")
	if profile.name in pupil.siblings:
		return FOR_CONTINUITY, _("mentors a sibling")
	return 0, ""


def _cases_with_needs(needs: list[str], mentors: list[str]) -> dict[str, int]:
	"""Mentor -> how many cases with any of the needs they have had: of these mentors' cases alone."""
	if not needs or not mentors:
		return {}
	case, rating = frappe.qb.DocType("Mentoring Case"), frappe.qb.DocType("Mentoring Need Rating")
	rows = (
		frappe.qb.from_(rating)
		.join(case)
		.on(rating.parent == case.name)
		.select(case.mentor, Count(case.name).distinct())
		.where((rating.parenttype == "Mentoring Case") & rating.need.isin(needs) & case.mentor.isin(mentors))
		.groupby(case.mentor)
	).run()
	return dict(rows)


def _mentors_known_to(student: str) -> tuple[set[str], set[str]]:
	"""Mentors of the pupil's earlier cases, and those of pupils who share a guardian."""
	former = set(
		frappe.get_all("Mentoring Case", filters={"student": student}, pluck="mentor", order_by="name")
	)
	row, shared = frappe.qb.DocType("Student Guardian"), frappe.qb.DocType("Student Guardian").as_("shared")
	case = frappe.qb.DocType("Mentoring Case")
	siblings = (
		frappe.qb.from_(row)
		.join(shared)
		.on((shared.guardian == row.guardian) & (shared.parent != row.parent))
		.join(case)
		.on(case.student == shared.parent)
		.select(case.mentor)
		.distinct()
		.where((row.parent == student) & (row.parenttype == "Student"))
	).run()
	return former, {mentor for (mentor,) in siblings}
