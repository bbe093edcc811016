import frappe
import pytest

from learning_mentor import guardians, portal, pupils
from learning_mentor.exceptions import MentoringError
from tests import factories as make
from tests.pupil_factories import PUPIL_ROLES

pytestmark = pytest.mark.usefixtures("db")


def awaiting_plan(*family):
	"""A plan that awaits an answer, of a pupil with these guardians."""
	return make.make_plan(make.make_case(make.make_student(*family)), status="Pending Guardian Agreement")


def test_a_guardian_is_found_by_the_user_of_the_record(as_user):
	guardian = make.make_portal_guardian()
	with as_user(guardian.user):
		assert guardians.session_guardian() == guardian.name


def test_a_guardian_without_a_user_is_found_by_the_address(as_user):
	user = make.take_user(make.GUARDIAN_ROLES)
	guardian = make.make_guardian(email=user.email)
	with as_user(user.name):
		assert guardians.session_guardian() == guardian.name


def test_staff_who_are_parents_are_found_as_others_are(as_user):
	parent = make.make_user(*make.TEACHER_ROLES, *make.GUARDIAN_ROLES, email="parent.on.staff@example.com")
	guardian = make.make_guardian(user=parent.name)
	child = make.make_student(guardian)
	with as_user(parent.name):
		assert guardians.session_guardian() == guardian.name
		assert [each["student"] for each in portal.my_children()] == [child.name]


def test_an_account_of_the_portal_alone_needs_no_role(as_user):
	account = make.make_user(email="portal.alone@example.com")
	guardian = make.make_guardian(user=account.name)
	student = make.make_student(user=make.make_user(email="pupil.alone@example.com").name)
	with as_user(account.name):
		assert guardians.session_guardian() == guardian.name
	with as_user(student.user):
		assert pupils.session_student() == student.name


@pytest.mark.parametrize("named_by", ["user", "email"])
def test_staff_who_name_themselves_as_a_guardian_see_no_child(as_user, named_by):
	"""Who may write a Guardian, as an Academics User may, cannot give themselves the role."""
	clerk = make.make_teacher()
	plan = awaiting_plan(make.make_guardian(**{named_by: clerk.email}))
	with as_user(clerk.name):
		assert guardians.session_guardian() is None
		with pytest.raises(frappe.PermissionError):
			portal.my_children()
		with pytest.raises(frappe.PermissionError):
			portal.agree(plan.name, "A Parent")


@pytest.mark.parametrize("named_by", ["user", "student_email_id"])
def test_staff_who_name_themselves_as_a_pupil_see_no_page(as_user, named_by):
	clerk = make.make_teacher()
	student = make.make_student()
	frappe.db.set_value("Student", student.name, named_by, clerk.email)
	make.make_case(student)
	with as_user(clerk.name):
		assert pupils.session_student() is None
		assert pupils.my_page() is None


def test_an_address_that_two_guardians_have_finds_nobody(as_user):
	user = make.take_user(make.GUARDIAN_ROLES)
	make.make_guardian(email=user.email)
	make.make_guardian(email=user.email)
	with as_user(user.name):
		assert guardians.session_guardian() is None


def test_an_address_of_a_guardian_with_another_user_finds_nobody(as_user):
	user, other = make.take_user(make.GUARDIAN_ROLES), make.take_user(make.GUARDIAN_ROLES)
	make.make_guardian(email=user.email, user=other.name)
	with as_user(user.name):
		assert guardians.session_guardian() is None


def test_a_guest_is_nobody(as_user):
	with as_user("Guest"):
		assert guardians.session_guardian() is None
		assert pupils.my_page() is None


def test_the_portal_can_be_switched_off(as_user):
	guardian = make.make_portal_guardian()
	frappe.get_doc("Mentoring Settings").update({"portal_enabled": 0}).save()
	with as_user(guardian.user), pytest.raises(frappe.PermissionError):
		portal.my_children()


def test_a_guardian_sees_own_children_and_no_others(as_user):
	guardian, other = make.make_portal_guardian(), make.make_portal_guardian()
	first, second = make.make_student(guardian), make.make_student(guardian, other)
	foreign = make.make_student(other)
	make.make_student(guardian, enabled=0)
	with as_user(guardian.user):
		assert {child["student"] for child in portal.my_children()} == {first.name, second.name}
	with as_user(other.user):
		assert {child["student"] for child in portal.my_children()} == {second.name, foreign.name}


@pytest.mark.parametrize("status", ["Draft", "Pending Approval"])
def test_a_plan_is_not_shown_before_it_awaits_the_guardian(as_user, status):
	guardian = make.make_portal_guardian()
	plan = make.make_plan(make.make_case(make.make_student(guardian)), status=status)
	with as_user(guardian.user):
		assert portal.my_children()[0]["plans"] == []
		with pytest.raises(frappe.DoesNotExistError, match="no such plan"):
			portal.get_plan(plan.name)


def test_a_foreign_plan_and_a_missing_one_answer_alike(as_user):
	guardian = make.make_portal_guardian()
	make.make_student(guardian)
	foreign = awaiting_plan(make.make_portal_guardian())
	with as_user(guardian.user):
		for work in (
			lambda name: portal.get_plan(name),
			lambda name: portal.agree(name, "A Parent"),
			lambda name: portal.ask_for_change(name, "Please change"),
		):
			for name in (foreign.name, "MP-1999-00001"):
				with pytest.raises(frappe.DoesNotExistError, match="There is no such plan"):
					work(name)


def test_staff_are_no_guardians(as_user):
	plan = awaiting_plan(make.make_portal_guardian())
	for user in (make.mentor_user(plan), make.COORDINATOR):
		with as_user(user), pytest.raises(frappe.PermissionError):
			portal.agree(plan.name, "A Parent")


def test_agreeing_makes_the_plan_active_and_keeps_who_agreed(as_user):
	guardian = make.make_portal_guardian()
	plan = awaiting_plan(guardian)
	with as_user(guardian.user):
		portal.agree(plan.name, " A <b>Parent</b> ", "Thank you")
	plan.reload()
	assert (plan.status, plan.docstatus) == ("Active", 1)
	assert (plan.agreed_name, plan.agreed_how, plan.agreed_guardian) == ("A Parent", "Portal", guardian.name)
	last = plan.decisions[-1]
	assert (last.decision, last.decided_by, last.comment) == ("Guardian agreed", guardian.user, "Thank you")


def test_agreeing_needs_a_name_and_works_once(as_user):
	guardian = make.make_portal_guardian()
	plan = awaiting_plan(guardian)
	with as_user(guardian.user):
		with pytest.raises(MentoringError, match="name is missing"):
			portal.agree(plan.name, "  ")
		portal.agree(plan.name, "A Parent")
		with pytest.raises(MentoringError, match="answered already"):
			portal.agree(plan.name, "A Parent")


def test_asking_for_a_change_returns_the_plan_with_the_comment(as_user):
	guardian = make.make_portal_guardian()
	plan = awaiting_plan(guardian)
	with as_user(guardian.user):
		with pytest.raises(MentoringError, match="comment is missing"):
			portal.ask_for_change(plan.name, "")
		portal.ask_for_change(plan.name, "Fewer visits please")
		with pytest.raises(frappe.DoesNotExistError):
			portal.get_plan(plan.name)
	plan.reload()
	assert (plan.status, plan.approved_by) == ("Returned", None)
	assert (plan.decisions[-1].decision, plan.decisions[-1].comment) == (
		"Change asked for",
		"Fewer visits please",
	)


def test_a_guardian_reads_nothing_that_staff_wrote_among_themselves(as_user):
	guardian = make.make_portal_guardian()
	plan = make.make_plan(make.make_case(make.make_student(guardian)), status="Pending Approval")
	with as_user(make.COORDINATOR):
		plan.update({"decision_comment": "Between us: mother is difficult"}).save()
		make.act(plan, "Return to Author")
	with as_user(make.mentor_user(plan)):
		make.act(plan, "Send for Approval")
	with as_user(make.COORDINATOR):
		make.act(plan, "Approve Plan")
	with as_user(guardian.user):
		shown = frappe.as_json(portal.get_plan(plan.name))
	assert "Between us" not in shown
	assert "Seen in three lessons" not in shown


def test_guardians_have_no_rights_in_the_desk(as_user):
	guardian = make.make_portal_guardian()
	plan = awaiting_plan(guardian)
	with as_user(guardian.user):
		assert not frappe.has_permission("Mentoring Action Plan", "read", plan.name)
		with pytest.raises(frappe.PermissionError):
			frappe.get_list("Mentoring Case")


# Invitations


def test_inviting_makes_a_portal_user_links_it_and_queues_a_mail(as_user, db):
	guardian = make.make_guardian()
	case = make.make_case(make.make_student(guardian))
	with as_user(make.COORDINATOR):
		user = guardians.invite(case.name, guardian.name)
	guardian.reload()
	assert guardian.user == user == guardian.email_address
	account = frappe.get_doc("User", user)
	assert (account.user_type, [row.role for row in account.roles]) == ("Website User", ["Guardian"])
	mails = frappe.get_all("Email Queue Recipient", {"recipient": user}, pluck="parent", order_by="creation")
	text = "".join(db.get_value("Email Queue", mail, "message") for mail in mails)
	assert mails
	assert case.student_name not in text


def test_inviting_takes_the_user_that_is_there(as_user):
	user = make.take_user(make.TEACHER_ROLES)
	guardian = make.make_guardian(email=user.email)
	case = make.make_case(make.make_student(guardian))
	with as_user(make.COORDINATOR):
		assert guardians.invite(case.name, guardian.name) == user.name
		assert guardians.invite(case.name, guardian.name) == user.name
	assert "Guardian" in frappe.get_roles(user.name)
	assert frappe.db.get_value("User", user.name, "user_type") == "System User"


def test_a_guardian_of_another_pupil_is_not_invited(as_user):
	case, stranger = make.make_case(make.make_student(make.make_guardian())), make.make_guardian()
	with as_user(make.COORDINATOR), pytest.raises(MentoringError, match="one of the pupil's guardians"):
		guardians.invite(case.name, stranger.name)


def test_a_guardian_without_an_address_is_not_invited(as_user):
	guardian = make.make_guardian(email=None)
	case = make.make_case(make.make_student(guardian))
	with as_user(make.COORDINATOR), pytest.raises(MentoringError, match="no e-mail address"):
		guardians.invite(case.name, guardian.name)


def test_an_account_of_another_guardian_is_not_taken_over(as_user):
	holder = make.make_portal_guardian()
	guardian = make.make_guardian(email=holder.user)
	case = make.make_case(make.make_student(guardian))
	with as_user(make.COORDINATOR), pytest.raises(MentoringError, match="another guardian's account"):
		guardians.invite(case.name, guardian.name)


def test_mentors_do_not_invite(as_user):
	guardian = make.make_guardian()
	case = make.make_case(make.make_student(guardian))
	with as_user(make.mentor_user(case)), pytest.raises(frappe.PermissionError):
		guardians.invite(case.name, guardian.name)


# Pupils


def test_a_pupil_sees_own_words_and_what_was_agreed(as_user):
	user = make.take_user(PUPIL_ROLES)
	case = make.make_case(
		make.make_student(user=user.name), aims=[{"aim": "I want a friend", "status": "Working On It"}]
	)
	make.make_plan(case, status="Active")
	with as_user(user.name):
		page = pupils.my_page()
	assert [row["aim"] for row in page["aims"]] == ["I want a friend"]
	assert page["plan"]["targets"] == ["Puts a hand up twice in a lesson"]
	assert "Seen in three lessons" not in frappe.as_json(page)


def test_a_plan_that_is_not_agreed_is_not_shown_to_the_pupil(as_user):
	user = make.take_user(PUPIL_ROLES)
	make.make_plan(make.make_case(make.make_student(user=user.name)), status="Pending Guardian Agreement")
	with as_user(user.name):
		assert pupils.my_page()["plan"] is None


def test_an_address_that_somebody_has_given_to_their_own_account_opens_nothing(as_user):
	"""Frappe lets everybody write the e-mail address of their own user; the user's name stays."""
	guardian = make.make_guardian(email="parent.at.home@example.com")
	user, pupil = make.take_user(make.GUARDIAN_ROLES), make.take_user(("Student",))
	student = make.make_student()
	frappe.db.set_value("User", user.name, "email", guardian.email_address)
	frappe.db.set_value("User", pupil.name, "email", student.student_email_id)
	with as_user(user.name):
		assert guardians.session_guardian() is None
	with as_user(pupil.name):
		assert pupils.session_student() is None
