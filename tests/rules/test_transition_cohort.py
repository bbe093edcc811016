"""A year group on its way: who is ready, what is late, who has no plan."""

import frappe
import pytest
from frappe.desk.query_report import run
from frappe.utils import add_days, today

from tests import factories as make
from tests import transition_factories as transitions

pytestmark = pytest.mark.usefixtures("db")


def cohort(**filters) -> dict:
	report = run("Transition Cohort", filters=filters, ignore_prepared_report=True)
	rows = [row for row in report["result"] if isinstance(row, dict)]
	return {"rows": {row["case"]: row for row in rows}, "summary": report["report_summary"], **report}


def test_the_cohort_says_who_is_ready_and_what_is_late(as_user):
	mentor = make.make_mentor(caseload_limit=20)
	ready = transitions.make_plan(make.make_case(pupil_of("Year 6"), mentor), status="Shared")
	late = transitions.make_plan(make.make_case(pupil_of("Year 6"), mentor))
	late.steps[0].db_set("due_date", add_days(today(), -1))
	ahead = transitions.make_plan(make.make_case(pupil_of("Year 6"), mentor))
	without = make.make_case(pupil_of("Year 6"), mentor)
	older = make.make_case(pupil_of("Year 9"), mentor)
	with as_user(mentor.user):
		report = cohort(program="Year 6", academic_year=make.make_academic_year())
		only_late = cohort(program="Year 6", readiness="Late")
	rows = report["rows"]
	standing = {case.name: rows[case.name]["readiness"] for case in (without,)}
	standing |= {plan.name: rows[plan.case]["readiness"] for plan in (ready, late, ahead)}
	assert standing == {
		ready.name: "Ready",
		late.name: "Late",
		ahead.name: "On the way",
		without.name: "No plan",
	}
	assert older.name not in rows
	assert (rows[late.case]["late"], rows[late.case]["next_step"]) == (1, late.steps[0].step)
	assert {part["label"]: part["value"] for part in report["summary"]} == {
		"Pupils": 4,
		"Ready": 1,
		"No plan yet": 1,
		"Late steps": 1,
		"Enhanced support": 0,
	}
	assert report["chart"]["data"]["datasets"][0]["values"] == [1, 1, 1, 1]
	assert set(only_late["rows"]) == {late.case}


def pupil_of(program: str):
	return make.make_student(make.make_guardian(), program=program)


def test_the_cohort_has_own_pupils_for_mentors_and_all_for_coordinators(as_user):
	mine = transitions.make_plan()
	other = transitions.make_plan()
	with as_user(make.mentor_user(mine)):
		rows = cohort()["rows"]
		assert mine.case in rows
		assert other.case not in rows
	with as_user(make.COORDINATOR):
		assert {mine.case, other.case} <= set(cohort()["rows"])


def test_the_cohort_is_not_for_teachers(as_user):
	transitions.make_plan()
	with as_user(make.make_teacher().name), pytest.raises(frappe.PermissionError):
		cohort()
