"""Two who find nothing in the same gap of an index, and both write into it: one waits, none is broken off."""

from collections.abc import Callable

import frappe
import pytest

from learning_mentor import sessions
from learning_mentor.data_protection.kept_totals import TOTAL
from learning_mentor.learning_mentor.doctype.mentoring_nomination.facts import Together
from learning_mentor.unique import claim, locked_or_new, wait_for_creators
from tests import factories as make
from tests.connections import in_another_connection, wait_until_another_waits

KEYS = ("~ two neighbours: 1", "~ two neighbours: 2")


def both_done(here: Callable[[], str], there: Callable[[], str]) -> list[str]:
	"""What two return, of whom one goes on here as soon as the other, elsewhere, waits for it."""
	outcomes: list = []
	other = in_another_connection(there, outcomes)
	wait_until_another_waits("tab")
	outcomes.append(here())
	frappe.db.commit()
	other.join(60)
	return sorted(map(str, outcomes))


def keep(total, key: str) -> str:
	total.update({"key": key, "academic_year": "2026"})
	total.flags.written_by_code = True
	return total.save(ignore_permissions=True).key


@pytest.fixture
def no_totals(db):
	yield
	db.rollback()
	db.delete(TOTAL, {"key": ["in", KEYS]})
	db.commit()


def test_two_new_totals_beside_each_other(no_totals):
	mine = locked_or_new(TOTAL, {"key": KEYS[0]})
	there = lambda: keep(locked_or_new(TOTAL, {"key": KEYS[1]}), KEYS[1])  # noqa: E731
	assert both_done(lambda: keep(mine, KEYS[0]), there) == list(KEYS)


@pytest.fixture
def students(db):
	made = [make.make_student().name for _each in range(2)]
	make.make_teacher()
	make.make_academic_year()  # or both make it
	db.commit()
	yield made
	db.rollback()
	for student in made:
		make.remove_story(student)
	db.commit()


def nominate(student: str) -> str:
	return make.make_nomination(frappe.get_doc("Student", student)).student


def test_an_import_and_a_nomination_beside_it(students):
	Together(students[:1], lock=True)
	assert both_done(lambda: nominate(students[0]), lambda: nominate(students[1])) == sorted(students)


def test_one_that_is_opened_again_and_a_new_one_beside_it(students, db):
	nomination = make.make_nomination(frappe.get_doc("Student", students[0]))
	nomination.db_set("open_for", None)
	db.commit()
	nomination.load_doc_before_save()
	nomination.open_for = f"{students[1]} again"  # beside the other's; its own old value is in the index yet
	claim(nomination, "open_for", ("Student", students[0]), "{0}")

	def here() -> str:
		nomination.db_update()
		return nomination.student

	assert both_done(here, lambda: nominate(students[1])) == sorted(students)


@pytest.fixture
def cases(students, db):
	made = [make.make_case(frappe.get_doc("Student", student)) for student in students]
	db.commit()
	yield [case.name for case in made]
	db.rollback()
	for case in made:
		frappe.delete_doc("Mentoring Case", case.name, force=True, delete_permanently=True)
		frappe.delete_doc("Mentor Profile", case.mentor, force=True, delete_permanently=True)
	db.commit()


def test_two_first_sessions_of_cases_beside_each_other(cases):
	mine = sessions._session_to_log(cases[0], {})
	mine.status = "Held"
	sessions._set_start(mine, None)

	def here() -> str:
		return mine.save().case

	def there() -> str:
		return frappe.db.get_value("Mentoring Session", sessions.log(cases[1], {}), "case")

	assert both_done(here, there) == sorted(cases)


@pytest.mark.parametrize("autoname", [None, "", "hash", "format:MN-{#####}", "naming_series:"])
def test_records_that_an_admin_has_named_otherwise_are_waited_for_too(db, autoname):
	meta = frappe.get_meta("Mentoring Nomination")
	before, meta.autoname = meta.autoname, autoname
	try:
		wait_for_creators("Mentoring Nomination")
	finally:
		meta.autoname = before
	assert not frappe.message_log
