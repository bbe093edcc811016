"""A transition plan on the portal: what a family sees, gives and takes back; and what a pupil sees."""

import frappe
import pytest
from frappe.utils import add_days, getdate, today

from learning_mentor import pupils
from learning_mentor.exceptions import MentoringError
from learning_mentor.learning_mentor.doctype.mentoring_transition_plan import consent
from learning_mentor.transition import families as transition_families
from tests import factories as make
from tests import pupil_factories as pupil_make
from tests import transition_factories as transitions
from tests.transition_factories import ALL, PLAN, TEXTS


@pytest.fixture(scope="module", autouse=True)
def pupil_users(people):
	pupil_make.make_pupil_users()
	frappe.db.commit()


@pytest.fixture
def case(db):
	return transitions.make_case()


@pytest.fixture
def asked(case):
	"""A draft that the family has been asked about."""
	plan = transitions.make_plan(case)
	with make.session_of(make.mentor_user(case)):
		transition_families.ask(plan.name)
	return plan


@pytest.fixture
def guardian(case):
	return case.guardian


def test_a_draft_is_not_shown_before_the_family_is_asked(case, guardian, as_user):
	plan = transitions.make_plan(case)
	with as_user(guardian.user):
		assert transition_families.of_children([plan.student], guardian.name) == {}
		with pytest.raises(frappe.DoesNotExistError, match="no such plan"):
			transition_families.get_plan(plan.name)


def test_the_family_is_asked_by_whoever_may_write_the_plan(case, as_user):
	plan = transitions.make_plan(case)
	for user in (make.make_mentor().user, make.make_teacher().name, case.guardian.user):
		with as_user(user), pytest.raises(frappe.PermissionError):
			transition_families.ask(plan.name)


def test_nobody_is_asked_about_nothing_or_about_what_is_agreed(case, as_user):
	plan = transitions.make_plan(case, **dict.fromkeys(TEXTS))
	with as_user(make.mentor_user(case)):
		with pytest.raises(MentoringError, match="says nothing yet"):
			transition_families.ask(plan.name)
	plan = transitions.make_plan(transitions.make_case(), status="Agreed")
	with as_user(make.mentor_user(plan)), pytest.raises(MentoringError, match="revise it first"):
		transition_families.ask(plan.name)


def test_the_guardian_reads_the_plan_and_no_note_of_staff(asked, guardian, as_user):
	asked.reload()
	asked.steps[0].note = "Staffnote"
	with as_user(make.mentor_user(asked)):
		asked.save()
	with as_user(guardian.user):
		seen = transition_families.get_plan(asked.name)
		listed = transition_families.of_children([asked.student], guardian.name)
	assert frappe.db.exists(
		"Mentoring Read Log", {"reader": guardian.user, "way": "Portal", "record": asked.name}
	)
	assert seen["texts"] == TEXTS
	assert len(seen["steps"]) == len(asked.steps)
	assert (seen["answer"], seen["is_shared"]) == (None, False)
	assert listed == {asked.student: [{"name": asked.name, "to_school": "Hill School", "awaits": True}]}
	for word in ("Staffnote", asked.contact_email, make.NEED, "responsible"):
		assert word not in frappe.as_json(seen)


def test_an_answer_is_given_section_by_section(asked, guardian, as_user):
	with as_user(guardian.user):
		transition_families.answer(asked.name, " Jo Smith ", ["share_works", "share_words"])
		seen = transition_families.get_plan(asked.name)
		assert not transition_families.of_children([asked.student], guardian.name)[asked.student][0]["awaits"]
	asked.reload()
	(row,) = asked.consents
	assert (row.party, row.guardian, row.given_name, row.how) == (
		"Guardian",
		guardian.name,
		"Jo Smith",
		"Portal",
	)
	assert [field for field in ALL if row.get(field)] == ["share_words", "share_works"]
	assert seen["answer"] == "given"
	assert [each["field"] for each in seen["sections"] if each["agreed"]] == ["share_words", "share_works"]


def test_a_guardian_may_say_no_and_change_their_mind(asked, guardian, as_user):
	with as_user(make.mentor_user(asked)):
		asked.reload()
		asked.append("consents", transitions.consent_of("Pupil"))
		asked.save()
	with as_user(guardian.user):
		transition_families.answer(asked.name, "Jo Smith", [])
		assert transition_families.get_plan(asked.name)["answer"] == "refused"
	asked.reload()
	assert consent.covered(asked) == []
	with as_user(guardian.user):
		transition_families.answer(asked.name, "Jo Smith", ["share_people"])
	asked.reload()
	assert consent.covered(asked) == ["share_people"]


@pytest.mark.parametrize(
	("name", "sections", "words"),
	[(" ", ["share_works"], "Your name"), ("Jo", ["needs"], "from the list"), ("J" * 141, [], "too long")],
)
def test_an_answer_that_cannot_be_is_refused(asked, guardian, as_user, name, sections, words):
	with as_user(guardian.user), pytest.raises(MentoringError, match=words):
		transition_families.answer(asked.name, name, sections)


def test_a_plan_that_has_changed_asks_again(asked, guardian, as_user):
	with as_user(guardian.user):
		transition_families.answer(asked.name, "Jo Smith", list(ALL))
	asked.reload()
	with as_user(make.mentor_user(asked)):
		asked.update({"people": "Somebody new"}).save()
	with as_user(guardian.user):
		assert transition_families.get_plan(asked.name)["answer"] == "outdated"
		assert transition_families.of_children([asked.student], guardian.name)[asked.student][0]["awaits"]


@pytest.mark.parametrize("status", ["Agreed", "Shared"])
def test_a_guardian_withdraws_and_the_mentor_is_told(case, guardian, as_user, status):
	plan = transitions.make_plan(case, status=status)
	with as_user(guardian.user):
		transition_families.withdraw(plan.name)
		transition_families.withdraw(plan.name)
	plan.reload()
	assert plan.status == "Draft"
	assert [row.withdrawn_how for row in plan.consents] == [None, "Portal"]
	told = {"document_name": plan.name, "subject": ["like", "%withdrawn%"]}
	notices = frappe.get_all("Notification Log", told, ["for_user", "from_user"], order_by="creation")
	assert [(row.for_user, row.from_user) for row in notices] == [(make.mentor_user(case), "Administrator")]


def test_a_withdrawal_after_the_receipt_is_kept_too(case, guardian, as_user):
	plan = transitions.make_plan(case, status="Received")
	with as_user(guardian.user):
		transition_families.withdraw(plan.name)
	plan.reload()
	assert (plan.status, plan.may_share) == ("Received", "The guardian has withdrawn the consent.")


def test_withdrawing_works_however_an_admin_routes_the_workflow(case, guardian, as_user):
	plan = transitions.make_plan(case, status="Shared")
	workflow = frappe.get_doc("Workflow", PLAN)
	workflow.set("transitions", [row for row in workflow.transitions if row.next_state != "Draft"])
	workflow.save()
	with as_user(guardian.user):
		transition_families.withdraw(plan.name)
	assert frappe.db.get_value(PLAN, plan.name, "status") == "Draft"


def test_what_was_sent_out_is_withdrawn_and_not_agreed_to_anew(case, guardian, as_user):
	plan = transitions.make_plan(case, status="Shared")
	with as_user(guardian.user), pytest.raises(MentoringError, match="you can withdraw"):
		transition_families.answer(plan.name, "Jo Smith", list(ALL))


def test_who_has_not_agreed_has_nothing_to_withdraw(asked, guardian, as_user):
	with as_user(guardian.user), pytest.raises(MentoringError, match="nothing to withdraw"):
		transition_families.withdraw(asked.name)


def test_foreign_hidden_and_missing_plans_answer_alike(asked, guardian, as_user):
	hidden = transitions.make_plan(transitions.make_case())
	stranger = make.make_portal_guardian()
	make.make_student(stranger)
	calls = (
		lambda name: transition_families.get_plan(name),
		lambda name: transition_families.answer(name, "Jo", list(ALL)),
		lambda name: transition_families.withdraw(name),
	)
	answers = set()
	for user, name in (
		(stranger.user, asked.name),
		(guardian.user, hidden.name),
		(guardian.user, "MTP-1999-00001"),
		(guardian.user, ""),
	):
		for call in calls:
			with as_user(user), pytest.raises(frappe.DoesNotExistError) as refusal:
				call(name)
			answers.add(str(refusal.value))
	assert answers == {"There is no such plan."}
	assert frappe.get_doc(PLAN, asked.name).consents == []


def test_others_than_guardians_have_no_such_page(asked, as_user):
	for user in (make.make_teacher().name, make.mentor_user(asked)):
		with as_user(user), pytest.raises(frappe.PermissionError):
			transition_families.get_plan(asked.name)


# The pupil's page


@pytest.fixture
def own(db):
	"""The case of a pupil who can sign in."""
	guardian = make.make_portal_guardian()
	pupil = pupil_make.make_pupil(guardian)
	case = make.make_case(pupil)
	case.user = pupil.user
	return case


def page_of(case, as_user) -> dict | None:
	with as_user(case.user):
		return pupils.my_page()["transition"]


def test_a_pupil_sees_nothing_of_a_draft(own, as_user):
	plan = transitions.make_plan(own)
	with as_user(make.mentor_user(own)):
		transition_families.ask(plan.name)
	assert page_of(own, as_user) is None


def test_a_pupil_sees_own_words_where_to_and_the_next_step(own, as_user):
	plan = transitions.make_plan(own, status="Agreed")
	seen = page_of(own, as_user)
	first = min(plan.steps, key=lambda row: getdate(row.due_date))
	assert seen == {
		"to_school": "Hill School",
		"transfer_date": getdate(add_days(today(), 70)),
		"worries": TEXTS["worries"],
		"hopes": TEXTS["hopes"],
		"next_step": {"step": first.step, "due_date": getdate(first.due_date)},
		"may_withdraw": True,
	}


def test_a_pupil_withdraws_their_own_consent(own, as_user):
	plan = transitions.make_plan(own, status="Shared")
	with as_user(own.user):
		transition_families.withdraw_of_pupil(pupils.session_student())
	plan.reload()
	assert (plan.status, plan.may_share) == ("Draft", "The pupil has withdrawn the consent.")


def test_a_pupil_without_a_plan_withdraws_nothing(own, as_user):
	transitions.make_plan(transitions.make_case(), status="Shared")
	for user in (own.user, make.make_teacher().name, "Guest"):
		with as_user(user), pytest.raises(frappe.DoesNotExistError):
			transition_families.withdraw_of_pupil(pupils.session_student())
