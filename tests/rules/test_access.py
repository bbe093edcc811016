"""Access hangs on the mentor of a row and moves with it at once."""

import frappe
import pytest
from frappe.utils import add_days, today

from learning_mentor.exceptions import LockedTextError, MentoringError, MentorUnavailableError
from learning_mentor.permissions import forget_mentor_keys
from tests import factories as make

pytestmark = pytest.mark.usefixtures("db")


def reads(user: str, plan) -> bool:
	"""Whether the user may read case and plan; reading, writing and listing have to agree."""
	names = {"Mentoring Case": plan.case, "Mentoring Action Plan": plan.name}
	answers = set()
	before = frappe.session.user
	frappe.set_user(user)
	for doctype, name in names.items():
		answers.add(bool(frappe.has_permission(doctype, "read", name)))
		answers.add(bool(frappe.has_permission(doctype, "write", name)))
		answers.add(name in frappe.get_list(doctype, pluck="name", limit_page_length=0))
	frappe.set_user(before)
	assert len(answers) == 1, answers
	return answers.pop()


def test_the_mentor_reads_and_another_does_not():
	plan, other = make.make_plan(), make.make_mentor()
	assert reads(make.mentor_user(plan), plan)
	assert not reads(other.user, plan)


def test_reassigning_moves_access_to_all_records_at_once(as_user):
	plan, other = make.make_plan(status="Active"), make.make_mentor()
	before = make.mentor_user(plan)
	with as_user(make.COORDINATOR):
		frappe.get_doc("Mentoring Case", plan.case).update({"mentor": other.name}).save()
	assert reads(other.user, plan)
	assert not reads(before, plan)
	open_tasks = frappe.get_all(
		"ToDo", {"reference_name": plan.case, "status": "Open"}, pluck="allocated_to", order_by="name"
	)
	assert open_tasks == [other.user]


def test_only_a_coordinator_reassigns(as_user):
	plan, other = make.make_plan(), make.make_mentor()
	case = frappe.get_doc("Mentoring Case", plan.case)
	case.mentor = other.name
	with as_user(make.mentor_user(plan)), pytest.raises(frappe.PermissionError):
		case.save()


def test_writing_one_s_own_key_into_a_foreign_record_gives_no_access(as_user):
	plan, other = make.make_plan(), make.make_mentor()
	with as_user(other.user):
		for doctype, name in (("Mentoring Case", plan.case), ("Mentoring Action Plan", plan.name)):
			doc = frappe.get_doc(doctype, name)
			doc.mentor = other.name
			assert not doc.has_permission("write")
			with pytest.raises(frappe.PermissionError):
				doc.save()


def test_the_base_of_all_case_records_asks_for_the_case(as_user):
	"""Also where an admin has given others the right to make plans."""
	case, other = make.make_case(), make.make_mentor()
	with as_user(other.user), pytest.raises(frappe.PermissionError):
		make.new_plan(case).take_from_case()


@pytest.mark.parametrize(
	("first", "last", "covers"),
	[(-1, 1, True), (0, 0, True), (-5, 0, True), (0, 5, True), (-5, -1, False), (1, 5, False)],
)
def test_cover_begins_and_ends_by_date(first, last, covers):
	plan, cover = make.make_plan(), make.make_mentor()
	profile = frappe.get_doc("Mentor Profile", plan.mentor)
	days = {"from_date": add_days(today(), first), "to_date": add_days(today(), last)}
	profile.append("cover", {"covered_by": cover.name, **days})
	profile.save()
	assert reads(cover.user, plan) is covers
	assert reads(profile.user, plan)


def test_a_mentor_who_left_reads_nothing():
	plan = make.make_plan()
	profile = frappe.get_doc("Mentor Profile", plan.mentor)
	profile.update({"status": "Left"}).save()
	assert not reads(profile.user, plan)


def test_roles_without_a_key_see_nothing():
	plan = make.make_plan()
	for user in (make.make_teacher(), make.take_user(make.GUARDIAN_ROLES)):
		with_role = frappe.get_roles(user.name)
		assert "Learning Mentor" not in with_role
		assert not frappe.has_permission("Mentoring Case", "read", plan.case, user=user.name)
		assert not frappe.has_permission("Mentoring Action Plan", "read", plan.name, user=user.name)


def test_coordinators_and_safeguarding_leads_see_every_case(as_user):
	plan = make.make_plan()
	for user in (make.COORDINATOR, make.make_safeguarding_lead().name):
		with as_user(user):
			for doctype, name in (("Mentoring Case", plan.case), ("Mentoring Action Plan", plan.name)):
				assert frappe.has_permission(doctype, "read", name)
				assert name in frappe.get_list(doctype, pluck="name", limit_page_length=0)


def test_rows_of_child_tables_are_listed_with_their_parent(as_user):
	plan, other = make.make_plan(), make.make_mentor()
	rows = {"doctype": "Mentoring Plan Target", "parent_doctype": "Mentoring Action Plan"}
	with as_user(make.mentor_user(plan)):
		assert frappe.get_list(**rows, pluck="parent") == [plan.name]
	forget_mentor_keys()
	with as_user(other.user):
		assert frappe.get_list(**rows, pluck="parent") == []


# Clearance, boundary by boundary


@pytest.mark.parametrize(
	("days_left", "status"),
	[(61, "Cleared"), (60, "Due Soon"), (0, "Due Soon"), (-1, "Lapsed")],
)
def test_clearance_at_its_boundaries(days_left, status):
	mentor = make.make_mentor()
	due = mentor.get_next_check_due()
	assert mentor.get_clearance_status(add_days(due, -days_left)) == status


def test_the_update_service_counts_from_its_last_check():
	mentor = make.make_mentor(update_service=1, last_status_check=add_days(today(), -10))
	assert (mentor.get_next_check_due() - frappe.utils.getdate(add_days(today(), -10))).days in (365, 366)


@pytest.mark.parametrize("text", ["001234567890", "12", "12 4", "12-4"])
def test_more_than_the_last_four_of_a_certificate_is_refused(text):
	with pytest.raises(MentoringError, match="last four"):
		make.make_mentor(certificate_last_four=text)


def test_a_user_without_the_role_cannot_be_a_mentor():
	with pytest.raises(MentoringError, match="does not have the role"):
		make.make_mentor(user=make.make_teacher().name)


# Cases


def test_a_pupil_has_one_open_case():
	case = make.make_case()
	again = frappe.get_doc(
		{"doctype": "Mentoring Case", "student": case.student, "mentor": make.make_mentor().name}
	)
	with pytest.raises(frappe.ValidationError, match=case.name):
		again.insert()


def test_closing_needs_reason_and_outcome_and_locks_the_case(as_user):
	case = make.make_case()
	with as_user(make.COORDINATOR):
		case.status = "Closed"
		with pytest.raises(MentoringError, match="Reason is missing"):
			case.save()
		case.reload()
		case.update({"status": "Closed", "status_reason": "The year is over"})
		with pytest.raises(MentoringError, match="Outcome is missing"):
			case.save()
		case.reload()
		case.update(make.closing(case)).save()
	case.reload()
	case.append("aims", {"aim": "One more", "status": "Working On It"})
	with as_user(make.mentor_user(case)), pytest.raises(LockedTextError):
		case.save()


def test_reopening_asks_again_whether_the_mentor_can_take_it(as_user):
	case = make.make_case()
	with as_user(make.COORDINATOR):
		case.update(make.closing(case)).save()
		frappe.get_doc("Mentor Profile", case.mentor).update({"status": "On Leave"}).save()
		case.status = "Open"
		with pytest.raises(MentorUnavailableError):
			case.save()


def test_consent_says_when_and_how_and_by_which_guardian(as_user):
	guardian, stranger = make.make_guardian(), make.make_guardian()
	case = make.make_case(make.make_student(guardian))
	with as_user(make.mentor_user(case)):
		case.consent_status = "Given"
		with pytest.raises(MentoringError, match="on which day"):
			case.save()
		case.reload()
		consent = {"consent_status": "Given", "consent_on": today(), "consent_how": "On paper"}
		case.update({**consent, "consent_guardian": stranger.name})
		with pytest.raises(MentoringError, match="one of the pupil's guardians"):
			case.save()
		case.reload()
		case.update({**consent, "consent_guardian": guardian.name}).save()
	assert case.consent_status == "Given"
