"""Whose cases the morning page shows, and in how many queries."""

import frappe
import pytest
from frappe.utils import add_days, today

from learning_mentor.caseload import my_caseload
from learning_mentor.permissions import forget_mentor_keys
from tests import factories as make
from tests import session_factories as daily
from tests.caseload_factories import attend, morning, morning_of, names
from tests.session_factories import at

pytestmark = pytest.mark.usefixtures("db")


MOST_QUERIES = 12


def test_open_cases_of_one_s_own_alone(case):
	mentor = frappe.get_doc("Mentor Profile", case.mentor)
	closed, foreign = make.make_case(mentor=mentor), make.make_case()
	daily.plan_session(foreign, at())
	daily.close(closed)
	found = morning(case)
	assert names(found["cases"]) == [case.name]
	assert found["sessions"] == []
	assert names(morning(foreign)["cases"]) == [foreign.name]


@pytest.mark.parametrize(("first", "last", "covers"), [(0, 0, True), (-5, -1, False), (1, 5, False)])
def test_covered_cases_on_the_days_of_the_cover(case, first, last, covers):
	cover = make.make_mentor()
	session = daily.plan_session(case, at())
	profile = frappe.get_doc("Mentor Profile", case.mentor)
	days = {"from_date": add_days(today(), first), "to_date": add_days(today(), last)}
	profile.append("cover", {"covered_by": cover.name, **days})
	profile.save()
	found = morning_of(cover.user)
	assert names(found["cases"]) == ([case.name] if covers else [])
	assert names(found["sessions"]) == ([session.name] if covers else [])


@pytest.mark.parametrize("user", [make.COORDINATOR, make.address(make.TEACHER_ROLES, 0)])
def test_whoever_has_no_profile_has_an_empty_page(case, user):
	daily.plan_session(case, at())
	found = morning_of(user)
	assert {key: rows for key, rows in found.items() if rows and key != "tasks"} == {}


def queries_of(user: str) -> int:
	"""Statements that the page sends, as the database counts them for this connection."""
	with make.session_of(user):
		my_caseload()  # what Frappe keeps in its cache is there in the morning too
		forget_mentor_keys()
		before = statements()
		my_caseload()
		return statements() - before - 1


def statements() -> int:
	"""Also counts itself."""
	return int(frappe.db.sql("show session status like 'Questions'")[0][1])


def fill(case) -> None:
	"""Something of everything for a case."""
	plan = make.make_plan(case, status="Active")
	daily.log_session(case, at(-3, 9), targets=[{"target_number": 1, "value": "4"}])
	daily.plan_session(case, at())
	attend(case, 0, "Absent")
	daily.make_group(frappe.get_doc("Mentor Profile", case.mentor), case)
	assert plan.status == "Active"


def test_the_counter_counts():
	before = statements()
	frappe.get_all("Mentoring Need", pluck="name", order_by="name")
	frappe.db.get_value("Mentoring Need", {"name": "none"}, "name")
	assert statements() - before - 1 == 2


def test_twelve_queries_whatever_the_caseload(case):
	mentor = frappe.get_doc("Mentor Profile", case.mentor)
	mentor.update({"caseload_limit": 20}).save()
	fill(case)
	with_one = queries_of(mentor.user)
	for _number in range(14):
		fill(make.make_case(mentor=mentor))
	with_many = queries_of(mentor.user)
	assert len(morning(case)["cases"]) == len(morning(case)["groups"]) == 15
	assert with_one == with_many <= MOST_QUERIES
