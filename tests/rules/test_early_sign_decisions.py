"""What is done about an early sign, by whom, and when it comes back."""

import frappe
import pytest
from frappe.utils import add_days, today

from learning_mentor import early_signs
from learning_mentor.exceptions import MentoringError
from tests import factories as make
from tests.early_sign_factories import SIGN, nightly, signs, with_signs

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def student(db) -> str:
	return make.make_student().name


def dismiss(sign: str, reason: str = "We know why", by: str = make.COORDINATOR) -> None:
	with make.session_of(by):
		early_signs.dismiss(sign, reason)


def sign_of(student: str) -> str:
	nightly()
	return frappe.db.get_value(SIGN, {"student": student}, "name", order_by="creation desc")


@pytest.mark.parametrize(("left", "listed"), [(1, False), (0, True), (-1, True)])
def test_nobody_is_listed_again_within_the_dismissal_period(left, listed):
	student = with_signs()
	dismiss(sign_of(student))
	kept = frappe.get_last_doc(SIGN, {"student": student})
	assert kept.not_before == frappe.utils.getdate(add_days(today(), 60))
	kept.db_set("not_before", add_days(today(), left))
	assert signs(student) == (["Dismissed", "New"] if listed else ["Dismissed"])


def test_a_dismissal_says_who_and_why():
	student = with_signs()
	sign = sign_of(student)
	dismiss(sign, "A family matter")
	assert frappe.db.get_value(SIGN, sign, ["status", "dismissal_reason", "decided_by"]) == (
		"Dismissed",
		"A family matter",
		make.COORDINATOR,
	)


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_dismissal_needs_a_reason(reason):
	sign = sign_of(with_signs())
	with pytest.raises(MentoringError, match="give a reason"):
		dismiss(sign, reason)
	assert frappe.db.get_value(SIGN, sign, "status") == "New"


def test_a_sign_is_decided_on_once():
	sign = sign_of(with_signs())
	dismiss(sign)
	with pytest.raises(MentoringError, match="decided on already"):
		dismiss(sign, "Another reason")
	assert frappe.db.get_value(SIGN, sign, "dismissal_reason") == "We know why"


def test_whoever_nominates_the_pupil_closes_the_sign():
	student, other = (frappe.get_doc("Student", with_signs()) for _number in range(2))
	nightly()
	nomination = make.make_nomination(student)
	assert frappe.db.get_value(SIGN, {"student": student.name}, ["status", "nomination", "decided_by"]) == (
		"Nominated",
		nomination.name,
		nomination.owner,
	)
	assert signs(student.name) == ["Nominated"]
	assert signs(other.name) == ["New"]


def test_only_coordinators_decide_and_nobody_else_sees_a_row():
	sign = sign_of(with_signs())
	for user in (make.make_mentor().user, make.make_teacher().name):
		with pytest.raises(frappe.PermissionError):
			dismiss(sign, by=user)
		with make.session_of(user):
			assert not frappe.has_permission(SIGN, "read", sign)
			with pytest.raises(frappe.PermissionError):
				frappe.get_list(SIGN)
	with make.session_of(make.make_safeguarding_lead().name):
		assert sign in frappe.get_list(SIGN, pluck="name")
		with pytest.raises(frappe.PermissionError):
			early_signs.dismiss(sign, "Not mine to say")
	with make.session_of(make.COORDINATOR):
		assert sign in frappe.get_list(SIGN, pluck="name")
		with pytest.raises(frappe.PermissionError):
			frappe.get_doc(SIGN, sign).update({"status": "Dismissed"}).save()
	assert frappe.db.get_value(SIGN, sign, "status") == "New"
