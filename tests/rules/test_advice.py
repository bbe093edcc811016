"""Ideas for home: of the plan in force and of home visits, for staff and for the family."""

import io

import frappe
import pytest
from pypdf import PdfReader

from learning_mentor import advice
from tests import factories as make
from tests import visit_factories as visits


def for_home(place: int) -> str:
	return frappe.get_all("Mentoring Strategy", {"setting": "Home"}, pluck="name", order_by="name asc")[place]


@pytest.fixture
def guardian(db):
	return make.make_portal_guardian()


@pytest.fixture
def case(guardian):
	make.make_coordinator()
	return make.make_case(make.make_student(guardian))


def leave_ideas(case, *rows: tuple[str, str]):
	visit = visits.make_visit(case, status="Completed")
	for strategy, words in rows:
		visit.append("advice", {"strategy": strategy, "words_to_family": words})
	visit.save()
	return visit


def test_of_the_plan_first_then_of_visits_and_each_once(case, guardian, as_user):
	targets = [make.target(strategy=for_home(1), setting="Home"), make.target()]
	make.make_plan(case, status="Active", targets=targets)
	leave_ideas(case, (for_home(0), "Try it for a week"), (for_home(1), "On Sundays"))
	with as_user(make.mentor_user(case)):
		sheet = advice.for_staff(case.name)
	found = [(idea["strategy"], idea["words_to_family"]) for idea in sheet["ideas"]]
	assert found == [(for_home(1), "On Sundays"), (for_home(0), "Try it for a week")]
	assert all(idea["steps"] for idea in sheet["ideas"])
	with as_user(guardian.user):
		assert advice.for_guardian() == [sheet]


def test_the_latest_words_to_the_family_stand(case, as_user):
	old = leave_ideas(case, (for_home(0), "Old words"))
	old.db_set("starts_on", "2026-01-05 10:00:00")
	leave_ideas(case, (for_home(0), "New words"))
	with as_user(make.mentor_user(case)):
		(idea,) = advice.for_staff(case.name)["ideas"]
	assert idea["words_to_family"] == "New words"


def test_strangers_get_no_sheet(case, as_user):
	leave_ideas(case, (for_home(0), "Private words"))
	other = make.make_portal_guardian()
	make.make_student(other)
	with as_user(other.user):
		assert advice.for_guardian() == []
	for user in (make.make_mentor().user, make.make_teacher().name):
		with as_user(user), pytest.raises(frappe.PermissionError):
			advice.for_staff(case.name)
	with as_user(make.mentor_user(case)), pytest.raises(frappe.PermissionError):
		advice.for_guardian()


def test_of_visits_a_guardian_reads_those_told_of(case, guardian, as_user):
	visit = leave_ideas(case, (for_home(0), "Words"))
	frappe.db.delete("Mentoring Visit Guardian", {"parent": visit.name})
	with as_user(guardian.user):
		assert advice.for_guardian() == []


def test_the_pdf_has_the_ideas_and_a_page_for_each_child(case, as_user):
	leave_ideas(case, (for_home(0), "Try <b>it</b> for a week"))
	with as_user(make.mentor_user(case)):
		sheet = advice.for_staff(case.name)
	pages = PdfReader(io.BytesIO(advice.sheet([sheet, sheet]))).pages
	assert len(pages) == 2
	words = pages[0].extract_text()
	assert sheet["first_name"] in words and "Try <b>it</b> for a week" in words
