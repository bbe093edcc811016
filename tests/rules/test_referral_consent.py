"""Consent to a referral: given, refused and withdrawn by guardians, or decided by a safeguarding lead."""

import frappe
import pytest
from frappe.utils import add_days, today

from learning_mentor import safeguarding
from learning_mentor.exceptions import MentoringError
from learning_mentor.referrals import consenting, pack
from tests import factories as make
from tests import referral_factories as referrals

SECRET = "The father must not hear of it"


@pytest.fixture
def guardian(db):
	referrals.make_mail_account()
	return make.make_portal_guardian()


@pytest.fixture
def referral(guardian):
	make.make_coordinator()
	case = make.make_case(make.make_student(guardian))
	return referrals.make_referral(case, status="Awaiting Consent")


def test_guardians_with_an_account_are_asked_by_a_mail_that_tells_nothing(referral, guardian):
	mail = referrals.mails_to(guardian.user)[-1]
	assert "/mentoring" in mail
	for word in (referral.name, referral.agency, "Word"):
		assert word not in mail
	assert [(row.event, row.name_given) for row in referral.consents] == [("Asked", None)]


def test_a_guardian_reads_what_would_be_shared_and_chooses(referral, guardian, as_user):
	with as_user(guardian.user):
		shown = consenting.get_referral(referral.name)
		assert shown["awaits_answer"] and not shown["may_withdraw"]
		texts = " ".join(row["text"] for row in shown["sections"])
		assert all(text in texts for text in referrals.TEXTS.values())
		consenting.give(referral.name, "A Parent", ["Attendance"])
	referral.reload()
	assert (referral.status, referral.consent_status) == ("Ready", "Given")
	assert [row.section for row in referral.scope if row.allowed] == ["Attendance"]
	last = referral.consents[-1]
	assert (last.event, last.name_given, last.how, last.scope) == (
		"Given",
		"A Parent",
		"Portal",
		"Attendance",
	)
	assert last.guardian == guardian.name


def test_consent_needs_a_name_and_known_sections(referral, guardian, as_user):
	with as_user(guardian.user):
		with pytest.raises(MentoringError, match="name is missing"):
			consenting.give(referral.name, " ", [])
		with pytest.raises(MentoringError, match="none of those asked about"):
			consenting.give(referral.name, "A Parent", ["Everything"])
	assert frappe.db.get_value(referral.doctype, referral.name, "status") == "Awaiting Consent"


def test_an_answer_is_given_once(referral, guardian, as_user):
	with as_user(guardian.user):
		consenting.give(referral.name, "A Parent", [])
		with pytest.raises(MentoringError, match="awaits no such answer"):
			consenting.give(referral.name, "A Parent", list(pack.SECTIONS))


def test_no_means_no(referral, guardian, as_user):
	with as_user(guardian.user):
		consenting.refuse(referral.name, "We manage ourselves")
	referral.reload()
	assert (referral.status, referral.consent_status) == ("Awaiting Consent", "Refused")
	assert referral.consents[-1].comment == "We manage ourselves"
	with pytest.raises((MentoringError, frappe.ValidationError)):
		referrals.act(referral, "Send Referral")


def test_consent_withdrawn_between_ready_and_sent_stops_the_sending(referral, guardian, as_user):
	with as_user(guardian.user):
		consenting.give(referral.name, "A Parent", list(pack.SECTIONS))
	waiting = frappe.get_doc(referral.doctype, referral.name)
	with as_user(guardian.user):
		consenting.withdraw(referral.name)
	with pytest.raises((MentoringError, frappe.ValidationError)):
		referrals.act(waiting, "Send Referral")
	referral.reload()
	assert (referral.status, referral.consent_status) == ("Awaiting Consent", "Withdrawn")
	assert not any(row.allowed for row in referral.scope)
	assert referrals.mails_to(referrals.AGENCY_MAIL) == []
	assert not frappe.db.exists("File", {"attached_to_name": referral.name})


def test_consent_withdrawn_after_sending_ends_the_agency_s_access(referral, guardian, as_user):
	referrals.give_on_paper(referral)
	referrals.act(referral, "Send Referral")
	with as_user(guardian.user):
		assert consenting.get_referral(referral.name)["may_withdraw"]
		consenting.withdraw(referral.name, "Please stop")
	link = frappe.get_doc(referrals.LINK, {"reference_name": referral.name})
	assert link.revoked_on
	assert len(referrals.mails_to(referrals.AGENCY_MAIL)) == 2
	told = frappe.get_all("Notification Log", {"document_name": referral.name}, pluck="for_user")
	assert {make.mentor_user(referral), make.COORDINATOR} <= set(told)


def test_no_workflow_holds_a_withdrawal_up(referral, guardian, as_user):
	"""An admin may have taken the way back out of the workflow."""
	referrals.give_on_paper(referral)
	workflow = frappe.get_doc("Workflow", {"document_type": referral.doctype})
	workflow.transitions = [row for row in workflow.transitions if row.action != "Take Back"]
	workflow.save()
	with as_user(guardian.user):
		consenting.withdraw(referral.name)
	assert frappe.db.get_value(referral.doctype, referral.name, "status") == "Awaiting Consent"


def test_other_guardians_and_staff_learn_nothing(referral, as_user):
	stranger = make.make_portal_guardian()
	make.make_student(stranger)
	with as_user(stranger.user):
		answers = []
		for name in (referral.name, "MRF-2020-99999"):
			for call in (consenting.get_referral, consenting.withdraw, consenting.refuse):
				with pytest.raises(frappe.DoesNotExistError) as refusal:
					call(name)
				answers.append(str(refusal.value))
	assert len(set(answers)) == 1
	with as_user(make.make_teacher().name), pytest.raises(frappe.PermissionError):
		consenting.get_referral(referral.name)


def test_a_draft_is_not_shown(guardian, as_user):
	make.make_coordinator()
	student = make.make_student(guardian)
	draft = referrals.write_referral(make.make_case(student))
	with as_user(guardian.user):
		assert consenting.of_children([student.name]) == {}
		with pytest.raises(frappe.DoesNotExistError):
			consenting.get_referral(draft.name)


def test_paper_is_recorded_by_those_who_may_write_with_day_and_way(referral):
	from tests.conftest import session_of

	own = referrals.guardian_of(referral)
	wrong = {
		"choose one of the pupil's guardians": {"guardian": make.make_guardian().name},
		"choose Given": {"event": "Asked"},
		"choose On paper": {"how": "Portal"},
		"not in the future": {"on": add_days(today(), 1)},
	}
	right = {"event": "Given", "guardian": own, "how": "By phone", "on": today(), "sections": []}
	with session_of(make.mentor_user(referral)):
		for words, values in wrong.items():
			with pytest.raises(MentoringError, match=words):
				consenting.record(referral.name, **{**right, **values})
	with session_of(make.make_mentor().user), pytest.raises(frappe.PermissionError):
		consenting.record(referral.name, **right)
	assert frappe.db.get_value(referral.doctype, referral.name, "consent_status") == "Asked"


def test_a_lead_decides_without_consent_and_the_reason_stays_apart(referral, guardian, as_user):
	for user in (make.mentor_user(referral), make.COORDINATOR):
		with as_user(user), pytest.raises(frappe.PermissionError):
			consenting.decide_without(referral.name, SECRET)
	lead = make.make_safeguarding_lead().name
	with as_user(lead):
		with pytest.raises(MentoringError):
			consenting.decide_without(referral.name, " ")
		consenting.decide_without(referral.name, SECRET)
	referral.reload()
	assert (referral.status, referral.authorised_by) == ("Ready", lead)
	assert SECRET not in frappe.as_json(referral.as_dict())
	with as_user(lead):
		assert [row["entry_text"] for row in safeguarding.read(referral.safeguarding_note)] == [SECRET]


def test_the_family_never_sees_a_referral_without_consent(referral, guardian, as_user):
	with as_user(make.make_safeguarding_lead().name):
		consenting.decide_without(referral.name, SECRET)
	referrals.act(frappe.get_doc(referral.doctype, referral.name), "Send Referral")
	with as_user(guardian.user):
		assert consenting.of_children([referral.student]) == {}
		for call in (consenting.get_referral, consenting.withdraw):
			with pytest.raises(frappe.DoesNotExistError):
				call(referral.name)
