"""Steps of a pupil's story over REST, each taken by whoever takes it at school."""

import frappe
from frappe.utils import add_days, today

from tests import factories as make
from tests.rest.conftest import GUARDIAN, MENTOR, TEACHER, data

NOMINATION, CASE, PLAN = "Mentoring Nomination", "Mentoring Case", "Mentoring Action Plan"


def nominate(signed_in, student: str, by: str = TEACHER) -> str:
	answer = signed_in(by).call(
		"nominations.nominate",
		student=student,
		needs=[make.rating()],
		tried="A talk after the lesson",
		guardian_told=True,
	)
	return data(answer)["name"]


def open_case(signed_in, school) -> str:
	"""A case of a new pupil, with the school's first mentor."""
	nomination = nominate(signed_in, school.make_pupil())
	answer = signed_in(make.COORDINATOR).call(
		"selection.accept", nomination=nomination, mentor=school.mentor.name
	)
	return data(answer)["case"]


def write_plan(signed_in, case: str, by: str = MENTOR) -> str:
	values = {"case": case, "summary": "Speak in class", "targets": [dict(make.target())]}
	return data(signed_in(by).add(PLAN, **values))["name"]


def plan_awaiting_guardian(signed_in, school) -> str:
	plan = write_plan(signed_in, open_case(signed_in, school))
	data(signed_in(MENTOR).act(PLAN, plan, "Send for Approval"))
	data(signed_in(make.COORDINATOR).act(PLAN, plan, "Approve Plan"))
	return plan


SESSION, GROUP, HANDOVER = "Mentoring Session", "Mentoring Group", "Mentoring Handover"


CHECK_IN, POINT = "Mentoring Check-in", "Mentoring Progress Point"


def plan_in_force(signed_in, school) -> dict:
	"""A plan that the guardian has agreed to."""
	plan = plan_awaiting_guardian(signed_in, school)
	data(signed_in(GUARDIAN).call("portal.agree", name=plan, typed_name="A Parent"))
	return data(signed_in(MENTOR).read(PLAN, plan))


def at(days: int, time: str = "09:00:00") -> str:
	return f"{add_days(today(), days)} {time}"


def a_scale() -> str:
	return frappe.get_all("Mentoring Scale", filters={"by_pupil": 1}, pluck="name", order_by="name")[0]
