"""Reports: what they show, and to whom."""

import frappe
import pytest
from frappe.desk.query_report import run
from frappe.utils import add_days, add_years, getdate, today

from learning_mentor.exceptions import MentoringError
from learning_mentor.learning_mentor.doctype.mentoring_settings.mentoring_settings import get_settings
from tests import factories as make

pytestmark = pytest.mark.usefixtures("db")


def clearance(**filters) -> dict:
	return run("Mentor Clearance", filters=filters, ignore_prepared_report=True)


def rows_of(report: dict) -> dict[str, dict]:
	return {row["name"]: row for row in report["result"] if isinstance(row, dict)}


def issued(days_left: int):
	"""The date of a check that is due again in so many days."""
	return add_years(add_days(getdate(), days_left), -get_settings().clearance_years)


def test_the_clearance_report_says_who_is_cleared_until_when(as_user):
	cleared = make.make_mentor(clearance_issued_on=issued(200))
	lapsed = make.make_mentor(clearance_issued_on=issued(-1))
	make.make_coordinator()
	with as_user(make.COORDINATOR):
		report = clearance()
	rows = rows_of(report)
	assert (rows[cleared.name]["clearance_status"], rows[cleared.name]["days_left"]) == ("Cleared", 200)
	assert (rows[lapsed.name]["clearance_status"], rows[lapsed.name]["days_left"]) == ("Lapsed", -1)
	counts = {part["label"]: part["value"] for part in report["report_summary"]}
	assert counts["Lapsed"] == sum(row["clearance_status"] == "Lapsed" for row in rows.values())


def test_the_clearance_report_looks_ahead_and_filters(as_user):
	mentor = make.make_mentor(clearance_issued_on=issued(200), employment="Volunteer")
	make.make_coordinator()
	with as_user(make.COORDINATOR):
		ahead = rows_of(clearance(on=add_days(today(), 201)))
		lapsed = rows_of(clearance(on=add_days(today(), 201), status="Lapsed"))
		paid = rows_of(clearance(employment="Paid"))
	assert ahead[mentor.name]["clearance_status"] == "Lapsed"
	assert {row["clearance_status"] for row in lapsed.values()} == {"Lapsed"}
	assert mentor.name not in paid


def test_the_clearance_report_does_not_look_back(as_user):
	make.make_coordinator()
	with as_user(make.COORDINATOR), pytest.raises(MentoringError, match="choose today or a later day"):
		clearance(on=add_days(today(), -1))


def test_training_that_has_expired_is_named(as_user):
	mentor = make.make_mentor(
		qualifications=[
			{"title": "First aid", "expires_on": add_days(today(), -1)},
			{"title": "Listening", "expires_on": today()},
		]
	)
	make.make_coordinator()
	with as_user(make.COORDINATOR):
		training = rows_of(clearance())[mentor.name]["training"]
	assert "First aid" in training
	assert "Listening" not in training


def test_mentors_and_teachers_do_not_run_the_clearance_report(as_user):
	for user in (make.make_mentor().user, make.make_teacher().name):
		with as_user(user), pytest.raises(frappe.PermissionError):
			clearance()


def test_the_chronology_is_for_those_who_read_the_case(as_user):
	plan = make.make_plan(status="Active")
	other = make.make_mentor()
	with as_user(make.mentor_user(plan)):
		report = run("Case Chronology", filters={"case": plan.case}, ignore_prepared_report=True)
	assert {"Action plan", "Plan decision"} <= {row["kind"] for row in report["result"]}
	with as_user(other.user), pytest.raises(frappe.PermissionError):
		run("Case Chronology", filters={"case": plan.case}, ignore_prepared_report=True)


def test_the_chronology_can_be_narrowed(as_user):
	plan = make.make_plan(status="Active")
	with as_user(make.mentor_user(plan)):
		kinds = run(
			"Case Chronology",
			filters={"case": plan.case, "kinds": ["Plan decision"]},
			ignore_prepared_report=True,
		)
		later = run(
			"Case Chronology",
			filters={"case": plan.case, "from_date": add_days(today(), 1)},
			ignore_prepared_report=True,
		)
	assert {row["kind"] for row in kinds["result"]} == {"Plan decision"}
	assert later["result"] == []
