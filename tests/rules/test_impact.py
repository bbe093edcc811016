"""Attendance, results and check-ins around mentoring, against figures counted by hand."""

import frappe
import pytest
from frappe.utils import add_days, add_months, getdate

from learning_mentor import impact
from learning_mentor.permissions import forget_mentor_keys
from tests import factories as make

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def opened(db):
	"""The tenth of a month, two months ago."""
	return getdate(add_months(getdate(), -2)).replace(day=10)


@pytest.fixture
def case(opened):
	case = make.make_case()
	case.db_set("opened_on", opened)
	return case


def attend(case, day, status: str) -> None:
	"""A row as Education keeps it."""
	frappe.get_doc(
		{
			"doctype": "Student Attendance",
			"student": case.student,
			"date": day,
			"status": status,
			"docstatus": 1,
		}
	).db_insert()


def test_a_month_s_attendance_counts_days_not_lessons(case, opened):
	for day, status in ((1, "Present"), (2, "Absent"), (3, "Present"), (3, "Absent"), (4, "Leave")):
		attend(case, opened.replace(day=day), status)
	(month,) = impact.attendance_by_month(case)
	assert month == {"month": f"{opened:%Y-%m}", "percent": 66.7, "days": 3, "phase": "Before"}


def test_a_month_with_a_day_of_the_case_is_during(case, opened):
	attend(case, opened.replace(day=1), "Present")
	attend(case, opened, "Absent")
	(month,) = impact.attendance_by_month(case)
	assert (month["percent"], month["phase"]) == (50.0, "During")


def test_attendance_is_shown_from_six_months_before(case, opened):
	first = getdate(add_months(opened, -impact.MONTHS_AROUND)).replace(day=1)
	attend(case, add_days(first, -1), "Present")
	attend(case, first, "Present")
	assert [month["month"] for month in impact.attendance_by_month(case)] == [f"{first:%Y-%m}"]


def test_the_first_and_the_last_day_are_during(case, opened):
	case.closed_on = add_days(opened, 20)
	days = (add_days(opened, -1), opened, add_days(opened, 20), add_days(opened, 21))
	assert [impact.phase_of(case, day) for day in days] == ["Before", "During", "During", "After"]


def test_results_are_out_of_100_in_order_of_time(case, opened):
	for days, score in ((-30, 12), (5, 15)):
		result = frappe.get_doc(
			{
				"doctype": "Assessment Result",
				"student": case.student,
				"total_score": score,
				"maximum_score": 20,
				"docstatus": 1,
			}
		)
		result.db_insert()
		result.db_set("creation", f"{add_days(opened, days)} 09:00:00", update_modified=False)
	assert [(row["percent"], row["phase"]) for row in impact.results_of(case)] == [
		(60.0, "Before"),
		(75.0, "During"),
	]


def test_neither_is_shown_long_after_the_case(case, opened):
	case.opened_on, case.closed_on = add_months(opened, -12), add_months(opened, -10)
	attend(case, opened, "Present")
	frappe.get_doc(
		{
			"doctype": "Assessment Result",
			"student": case.student,
			"total_score": 12,
			"maximum_score": 20,
			"docstatus": 1,
		}
	).db_insert()
	assert (impact.attendance_by_month(case), impact.results_of(case)) == ([], [])


def check_in(case, answer: int):
	"""The same answer to all eight items, three of which are reversed."""
	doc = frappe.get_doc({"doctype": "Mentoring Check-in", "case": case.name, "scale": "Feelings at school"})
	doc.insert()
	for row in doc.answers:
		row.answer = str(answer)
	return doc.save()


def test_check_ins_show_first_latest_and_change(case):
	"""From 0 to 4: (5 * 1 + 3 * 3) / 8, then (5 * 3 + 3 * 1) / 8."""
	for place, answer in enumerate((1, 3)):
		check_in(case, answer).db_set("answered_on", add_days(getdate(), place - 10))
	(trend,) = impact.check_in_trends(case.name)
	assert len(trend["points"]) == 2
	assert (trend["baseline"], trend["latest"], trend["change"]) == (1.75, 2.25, 0.5)
	assert trend["verdict"] == "Better"
	frappe.db.set_value("Mentoring Scale", "Feelings at school", "higher_is_better", 0)
	(trend,) = impact.check_in_trends(case.name)
	assert trend["verdict"] == "Worse"


def test_a_single_check_in_is_not_called_a_change(case):
	check_in(case, 2)
	(trend,) = impact.check_in_trends(case.name)
	assert (trend["change"], trend["verdict"]) == (0, None)
	check_in(case, 2)
	(trend,) = impact.check_in_trends(case.name)
	assert trend["verdict"] == "The same"


def test_another_mentor_sees_nothing_of_it(case, as_user):
	other = make.make_mentor()
	with as_user(other.user), pytest.raises(frappe.PermissionError):
		impact.of_case(case.name)


def test_the_charts_of_a_case_take_six_queries(case, opened, as_user):
	attend(case, opened, "Present")
	with as_user(make.mentor_user(case)):
		impact.of_case(case.name)  # what Frappe keeps in its cache
		forget_mentor_keys()
		before = statements()
		assert impact.of_case(case.name)["attendance"]
		assert statements() - before - 1 <= 6


def statements() -> int:
	"""As the database counts them for this connection; also counts itself."""
	return int(frappe.db.sql("show session status like 'Questions'")[0][1])
