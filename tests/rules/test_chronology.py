"""Everything of one case in order of time, for whoever may read the case."""

import frappe
import pytest
from frappe.utils import get_datetime, getdate

from learning_mentor import chronology
from tests import factories as make
from tests import session_factories as daily
from tests.session_factories import at

pytestmark = pytest.mark.usefixtures("db")

KINDS = {"Session", "Check-in", "Action plan", "Plan decision", "Handover"}


@pytest.fixture
def case(db):
	"""A case with something of everything."""
	case = make.make_case()
	plan = make.make_plan(case, status="Active")
	daily.log_session(case, at(-3, 9), pupil_said=daily.PUPIL_SAID, next_steps="Ask Sam")
	daily.plan_session(case, at(3, 9))
	check_in(case, answered=True)
	check_in(case, answered=False)
	daily.offer_handover(case, make.make_mentor())
	assert plan.status == "Active"
	return case


def check_in(case, answered: bool):
	scale = frappe.get_all("Mentoring Scale", filters={"by_pupil": 1}, pluck="name", order_by="name")[0]
	lowest = frappe.db.get_value("Mentoring Scale", scale, "lowest")
	values = {"doctype": "Mentoring Check-in", "case": case.name, "scale": scale}
	with make.session_of(make.mentor_user(case)):
		doc = frappe.get_doc(values).insert()
		if answered:
			for answer in doc.answers:
				answer.answer = str(lowest)
			doc.save()
	return doc


def of_case(case, user: str | None = None, **values) -> list[dict]:
	with make.session_of(user or make.mentor_user(case)):
		return chronology.of_case(case.name, **values)


def test_all_kinds_newest_first(case):
	entries = of_case(case)
	assert {entry["kind"] for entry in entries} == KINDS
	moments = [get_datetime(entry["on"]) for entry in entries]
	assert moments == sorted(moments, reverse=True)
	assert entries[0]["on"] == at(3, 9)
	assert of_case(case, newest_first=False) != entries
	forward = [get_datetime(entry["on"]) for entry in of_case(case, newest_first=False)]
	assert forward == sorted(moments)


def test_a_session_s_line(case):
	line = of_case(case, kinds=["Session"])[-1]
	assert (line["on"], line["kind"], line["doctype"]) == (at(-3, 9), "Session", "Mentoring Session")
	assert line["text"] == f"One-to-one - Held - {daily.PUPIL_SAID} - Ask Sam"


def test_a_check_in_counts_once_it_is_answered(case):
	lines = of_case(case, kinds=["Check-in"])
	assert [(getdate(line["on"]), "Answered" in line["text"]) for line in lines] == [(getdate(), True)]


def test_the_plan_and_the_decisions_on_it(case):
	(plan,) = of_case(case, kinds=["Action plan"])
	assert plan["text"] == "Active - Feeling sure enough to speak in class"
	decisions = of_case(case, kinds=["Plan decision"], newest_first=False)
	assert [line["text"].split(" - ")[0] for line in decisions] == [
		"Approval requested",
		"Approved",
		"Agreement recorded",
	]
	assert {line["name"] for line in decisions} == {plan["name"]}


def test_a_handover_says_to_whom_and_not_the_note(case):
	(line,) = of_case(case, kinds=["Handover"])
	assert line["text"].startswith("Offered - Mentor-")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_kinds_narrow_it(case, kind):
	assert {entry["kind"] for entry in of_case(case, kinds=[kind])} == {kind}


def test_several_kinds_and_unknown_ones(case):
	assert {entry["kind"] for entry in of_case(case, kinds=["Session", "Handover"])} == {
		"Session",
		"Handover",
	}
	assert of_case(case, kinds=["Diary"]) == []


def test_nothing_of_another_case_is_in_it(case):
	other = make.make_case(mentor=frappe.get_doc("Mentor Profile", case.mentor))
	daily.log_session(other, at(-1, 9), pupil_said="Something else")
	assert [entry["kind"] for entry in of_case(other)] == ["Session"]
	assert "Something else" not in str(of_case(case))


def test_for_whoever_may_read_the_case(case):
	other = make.make_mentor()
	for user in (other.user, make.make_teacher().name, "Guest"):
		with pytest.raises(frappe.PermissionError):
			of_case(case, user)
	for user in (make.COORDINATOR, make.make_safeguarding_lead().name):
		assert of_case(case, user) == of_case(case)


def test_of_a_pupil_with_several_cases_those_that_one_may_read(case):
	student = frappe.get_doc("Student", case.student)
	daily.close(case)
	later = make.make_case(student, make.make_mentor())
	daily.log_session(later, at(-1, 9))
	for user, cases in (
		(make.mentor_user(case), {case.name}),
		(make.mentor_user(later), {later.name}),
		(make.COORDINATOR, {case.name, later.name}),
	):
		with make.session_of(user):
			own = case if user == make.mentor_user(case) else later
			assert {entry["case"] for entry in chronology.of_pupil(own.name)} == cases
	with make.session_of(make.mentor_user(case)), pytest.raises(frappe.PermissionError):
		chronology.of_pupil(later.name)
