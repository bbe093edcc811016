"""What a family is told of a home visit, and answers."""

from datetime import timedelta

import frappe
import pytest

from learning_mentor.exceptions import (
	MentoringError,
)
from learning_mentor.visits import families as visit_families
from tests import factories as make
from tests import visit_factories as visits
from tests.visit_factories import VISIT


@pytest.fixture
def family(db):
	"""A guardian with an account, and a visit to them that is approved."""
	guardian = make.make_portal_guardian()
	case = make.make_case(make.make_student(guardian))
	return frappe._dict(guardian=guardian, case=case, visit=visits.make_visit(case, status="Approved"))


def test_a_guardian_confirms_and_the_visitor_is_told(family, as_user):
	with as_user(family.guardian.user):
		visit_families.confirm(family.visit.name)
		assert visit_families.get_visit(family.visit.name)["answer"] == "Confirmed"
	notices = frappe.get_all(
		"Notification Log",
		{"document_name": family.visit.name},
		["for_user", "subject"],
		order_by="creation desc",
	)
	assert notices[0].for_user == make.mentor_user(family.case)
	assert family.case.student_name not in notices[0].subject


def test_another_time_needs_words_and_a_new_time_asks_again(family, as_user):
	with as_user(family.guardian.user):
		with pytest.raises(MentoringError, match="which time"):
			visit_families.ask_for_another_time(family.visit.name, "  ")
		visit_families.ask_for_another_time(family.visit.name, "<b>Friday</b> at four")
	visit = frappe.get_doc(VISIT, family.visit.name)
	assert (visit.guardians[0].answer, visit.guardians[0].comment) == ("Another Time", "Friday at four")
	with as_user(make.mentor_user(family.case)):
		make.act(visit, "Plan Again")
		visit.starts_on, visit.ends_on = (
			visit.starts_on + timedelta(days=7),
			visit.ends_on + timedelta(days=7),
		)
		visit.save()
	assert (visit.guardians[0].answer, visit.guardians[0].comment) == ("Asked", None)


def test_staff_do_not_answer_for_a_guardian(family, as_user):
	with as_user(make.mentor_user(family.case)):
		family.visit.guardians[0].answer = "Confirmed"
		family.visit.save()
	assert family.visit.guardians[0].answer == "Asked"


@pytest.mark.parametrize("status", ["Planned", "Under Way"])
def test_a_family_sees_no_visit_before_it_is_approved_nor_while_it_is_made(as_user, db, status):
	guardian = make.make_portal_guardian()
	visit = visits.make_visit(make.make_case(make.make_student(guardian)), status=status)
	with as_user(guardian.user):
		assert not visit_families.of_children([visit.student], guardian.name)
		with pytest.raises(frappe.DoesNotExistError):
			visit_families.get_visit(visit.name)


def test_a_family_does_not_learn_of_a_welfare_check(as_user, db):
	guardian = make.make_portal_guardian()
	case = make.make_case(make.make_student(guardian))
	visit = visits.make_visit(case, status="Approved", purpose="Welfare check")
	with as_user(guardian.user):
		assert not visit_families.of_children([visit.student], guardian.name)
		with pytest.raises(frappe.DoesNotExistError):
			visit_families.confirm(visit.name)


def test_another_family_s_visit_and_a_missing_one_answer_alike(family, as_user):
	stranger = make.make_portal_guardian()
	make.make_student(stranger)
	with as_user(stranger.user):
		for name in (family.visit.name, "MV-1999-00001"):
			with pytest.raises(frappe.DoesNotExistError, match="There is no such visit"):
				visit_families.get_visit(name)


def test_the_family_sees_the_advice_afterwards_and_nothing_else(family, as_user):
	visit = family.visit
	home = frappe.get_all("Mentoring Strategy", {"setting": "Home"}, pluck="name", order_by="name", limit=1)[
		0
	]
	with as_user(make.mentor_user(family.case)):
		make.act(visit, "Check In")
		make.act(visit, "Check Out")
		visit.update({"outcome": "Between staff", "family_said": "Said in trust"})
		visit.append("advice", {"strategy": home, "words_to_family": "Ten minutes a day"})
		visit.save()
	with as_user(family.guardian.user):
		shown = visit_families.get_visit(visit.name)
	assert shown["advice"][0]["words_to_family"] == "Ten minutes a day"
	assert shown["advice"][0]["steps"]
	assert "Between staff" not in str(shown) and "Said in trust" not in str(shown)
