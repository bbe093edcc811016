"""Referrals: what has to be so before one is sent, what it tells, and how it goes on."""

import io

import frappe
import pytest
from frappe.utils import getdate, today
from pypdf import PdfReader

from learning_mentor.exceptions import AlreadyOpenError, LockedTextError, MentoringError
from learning_mentor.referrals import pack
from learning_mentor.school_days import add_working_days
from tests import factories as make
from tests import referral_factories as referrals


@pytest.fixture
def case(db):
	referrals.make_mail_account()
	return referrals.make_case()


def words_of(referral) -> str:
	"""The text of the PDF that sending has kept."""
	(name,) = frappe.get_all(
		"File", {"attached_to_doctype": referral.doctype, "attached_to_name": referral.name}, pluck="name"
	)
	file = frappe.get_doc("File", name)
	assert file.is_private
	pages = PdfReader(io.BytesIO(file.get_content())).pages
	return "\n".join(page.extract_text() for page in pages)


def test_it_starts_with_what_the_records_say(case, as_user):
	make.make_plan(case, status="Active", targets=[make.target(target_text="Stays in the hall")])
	with as_user(make.mentor_user(case)):
		drawn = pack.defaults_for(case.name)
	assert drawn["needs"] == [{"need": make.NEED}]
	assert "A talk after the lesson" in drawn["tried"] and "Stays in the hall" in drawn["tried"]
	guardian = frappe.db.get_value("Student Guardian", {"parent": case.student}, "guardian_name")
	assert guardian in drawn["family_contact"]


def test_strangers_draw_nothing_from_a_case(case, as_user):
	with as_user(make.make_mentor().user), pytest.raises(frappe.PermissionError):
		pack.defaults_for(case.name)


def test_sending_needs_consent_whichever_way_it_is_tried(case):
	referral = referrals.make_referral(case, status="Awaiting Consent")
	for change in ({"workflow_state": "Sent"}, {"status": "Sent"}, {"consent_status": "Given"}):
		with pytest.raises((MentoringError, frappe.ValidationError)):
			frappe.get_doc(referral.doctype, referral.name).update(
				{**change, "workflow_state": "Ready"}
			).save()
	assert frappe.db.get_value(referral.doctype, referral.name, "status") == "Awaiting Consent"


def test_what_only_consent_sets_cannot_be_written(case):
	referral = referrals.make_referral(case)
	for row in referral.scope:
		row.allowed = 1
	referral.update({"consent_status": "Given", "legal_basis": "Safeguarding without consent"}).save()
	referral.reload()
	assert (referral.consent_status, referral.legal_basis) == ("Not Asked", "Guardian's consent")
	assert not any(row.allowed for row in referral.scope)


@pytest.mark.parametrize("section", [None, *referrals.TEXTS])
def test_the_pdf_has_just_what_the_scope_allows(case, section):
	referral = referrals.make_referral(case, status="Sent", sections=[section] if section else [])
	words = words_of(referral)
	pupil = frappe.db.get_value("Student", referral.student, "student_name")
	assert pupil.split()[0] in words and "Wordreason" in words
	shown = {each for each, text in referrals.TEXTS.items() if text.split()[0] in words}
	assert shown == ({section} if section else set())


def test_what_the_school_did_not_want_to_share_is_not_shared_by_consent(case):
	referral = referrals.write_referral(case)
	for row in referral.scope:
		row.wanted = int(row.section == "Attendance")
	referral.save()
	referrals.act(referral, "Ask for Consent")
	referrals.give_on_paper(referral)
	referrals.act(referral, "Send Referral")
	words = words_of(referral)
	assert "Wordattendance" in words and "Wordtried" not in words and "Wordphone" not in words


def test_it_is_dated_by_the_agency_s_times_and_the_urgency(case):
	agency = referrals.make_agency(
		acknowledge_days=4, decide_days=12, urgent_acknowledge_days=1, urgent_decide_days=2
	)
	routine = referrals.make_referral(case, status="Sent", agency=agency)
	urgent = referrals.make_referral(
		case, status="Sent", agency=agency, urgency="Urgent", needs=[{"need": make.SECOND_NEED}]
	)
	for referral, acknowledge, decide in ((routine, 4, 12), (urgent, 1, 2)):
		assert getdate(referral.acknowledge_by) == add_working_days(getdate(), acknowledge)
		assert getdate(referral.decide_by) == add_working_days(getdate(), decide)


def test_working_days_leave_weekends_out():
	assert str(add_working_days("2026-11-27", 1)) == "2026-11-30"
	assert str(add_working_days("2026-11-27", 5)) == "2026-12-04"


def test_the_same_need_goes_to_an_agency_once_while_open(case):
	agency = referrals.make_agency()
	first = referrals.write_referral(case, agency)
	with pytest.raises(AlreadyOpenError, match=first.name):
		referrals.write_referral(case, agency)
	referrals.write_referral(case, agency, needs=[{"need": make.SECOND_NEED}])
	referrals.write_referral(case, referrals.make_agency())
	with pytest.raises(AlreadyOpenError):
		referrals.write_referral(case, agency, needs=[{"need": "Missing school"}, {"need": make.NEED}])
	referrals.act(first, "Close Referral", outcome="The family asked there itself")
	assert referrals.write_referral(case, agency).status == "Draft"


def test_a_need_is_named_once(case):
	with pytest.raises(MentoringError, match="twice"):
		referrals.write_referral(case, needs=[{"need": make.NEED}, {"need": make.NEED}])


def test_text_is_locked_once_consent_is_asked_for_and_free_when_taken_back(case):
	referral = referrals.make_referral(case, status="Awaiting Consent")
	for values in ({"reason": "Another one"}, {"tried": "More"}, {"urgency": "Urgent"}):
		with pytest.raises(LockedTextError):
			frappe.get_doc(referral.doctype, referral.name).update(values).save()
	referrals.give_on_paper(referral)
	referrals.act(referral, "Take Back")
	assert (referral.consent_status, any(row.allowed for row in referral.scope)) == ("Not Asked", False)
	referral.update({"reason": "Another one"}).save()


def test_ticks_of_the_scope_are_locked_too(case):
	referral = referrals.make_referral(case, status="Ready", sections=["Attendance"])
	referral.scope[0].wanted = 0
	with pytest.raises(LockedTextError):
		referral.save()


def test_an_agency_that_takes_nobody_is_sent_nothing(case):
	agency = referrals.make_agency()
	referral = referrals.make_referral(case, status="Ready", agency=agency)
	agency.update({"active": 0}).save()
	with pytest.raises(MentoringError, match="takes no referrals"):
		referrals.act(referral, "Send Referral")
	referral.reload()
	assert (referral.status, referrals.mails_to(referrals.AGENCY_MAIL)) == ("Ready", [])


def test_without_a_mail_account_it_stays_unsent(db, case):
	referral = referrals.make_referral(case, status="Ready")
	frappe.db.set_value("Email Account", {"default_outgoing": 1}, "default_outgoing", 0)
	with pytest.raises(MentoringError, match="Email Account"):
		referrals.act(referral, "Send Referral")


def test_an_agency_without_e_mail_gets_paper(case):
	agency = referrals.make_agency(secure_email=None)
	referral = referrals.make_referral(case, status="Sent", agency=agency)
	assert "Wordreason" in words_of(referral)
	assert not frappe.db.exists(referrals.LINK, {"reference_name": referral.name})


def test_the_mail_to_the_agency_tells_nothing_of_the_pupil(case):
	referral = referrals.make_referral(case, status="Sent")
	(mail,) = referrals.mails_to(referrals.AGENCY_MAIL)
	pupil = frappe.get_doc("Student", referral.student)
	assert referral.name in mail and referrals.keys_mailed()
	for word in (pupil.first_name, pupil.name, "Word", make.NEED):
		assert word not in mail.replace(referrals.keys_mailed()[0], ""), word


def test_staff_record_an_answer_with_its_words(case):
	referral = referrals.make_referral(case, status="Acknowledged")
	with pytest.raises(MentoringError, match="words are missing"):
		referrals.act(referral, "Record Decline")
	referral.reload()
	referrals.act(referral, "Record Decline", agency_reply="Our list is closed")
	assert [(row.kind, row.reply_text) for row in referral.replies] == [
		("Acknowledged", ""),
		("Declined", "Our list is closed"),
	]
	assert not referral.agency_reply


def test_replies_are_not_written_by_hand(case):
	referral = referrals.make_referral(case, status="Sent")
	referral.append("replies", {"kind": "Accepted", "arrived_on": today()})
	referral.save()
	referral.reload()
	assert referral.replies == []


def test_a_question_is_answered_and_the_referral_sent_again(case):
	referral = referrals.make_referral(case, status="Sent")
	with pytest.raises(LockedTextError):
		frappe.get_doc(referral.doctype, referral.name).update({"added_information": "Early"}).save()
	referrals.act(referral, "Record Question", agency_reply="Since when?")
	referrals.act(referral, "Send Again", added_information="Wordadded since the spring")
	assert referral.status == "Sent"
	shown = {row["section"]: row["text"] for row in pack.sections(referral)}
	assert "Wordadded" in shown[pack.NEEDS]


def test_it_goes_no_other_way_and_ends_with_an_outcome(case):
	referral = referrals.make_referral(case, status="Ready")
	with pytest.raises(MentoringError, match="Outcome is missing"):
		referrals.act(referral, "Close Referral")
	referral.reload()
	referrals.act(referral, "Close Referral", outcome="Not needed any more")
	assert getdate(referral.closed_on) == getdate()
	referral.flags.moved_by_code = True
	referral.workflow_state = "Ready"
	with pytest.raises(MentoringError, match="cannot become"):
		referral.save()


def test_documents_are_files_of_the_referral_itself(case):
	own, foreign = referrals.write_referral(case), make.make_case()
	other = new_file("Mentoring Case", foreign.name)
	claimed = new_file(own.doctype, own.name, file_url=other.file_url, content=None)
	loose = new_file(None, None, is_private=0)
	for file in (other, claimed, loose):
		with pytest.raises(MentoringError, match="attach the file to this referral"):
			write_document(own, file.file_url, make.mentor_user(case))
	good = new_file(own.doctype, own.name, content="Words of the report")
	write_document(own, good.file_url, make.mentor_user(case))
	assert [row.title for row in frappe.get_doc(own.doctype, own.name).documents] == ["Report"]


def write_document(referral, address: str, user: str) -> None:
	from tests.conftest import session_of

	with session_of(user):
		doc = frappe.get_doc(referral.doctype, referral.name)
		doc.append("documents", {"title": "Report", "file": address})
		doc.save()


def new_file(doctype, name, **values):
	return frappe.get_doc(
		{
			"doctype": "File",
			"file_name": f"{make.unique('report')}.txt",
			"content": make.unique("text"),
			"is_private": 1,
			"attached_to_doctype": doctype,
			"attached_to_name": name,
			**values,
		}
	).insert()


def test_it_moves_with_the_case_and_is_closed_to_others(case, as_user):
	referral = referrals.make_referral(case, status="Sent")
	stranger = make.make_mentor()
	with as_user(stranger.user):
		assert not frappe.has_permission(referral.doctype, "read", referral)
		assert referral.name not in frappe.get_list(referral.doctype, pluck="name")
	frappe.get_doc("Mentoring Case", case.name).update({"mentor": stranger.name}).save()
	with as_user(stranger.user):
		assert frappe.has_permission(
			referral.doctype, "read", frappe.get_doc(referral.doctype, referral.name)
		)
		assert frappe.get_list(referrals.LINK, pluck="reference_name") == [referral.name]


def test_response_times_and_ages_of_an_agency_make_sense(db):
	for values, words in (
		({"acknowledge_days": 0}, "Acknowledges within must be 1"),
		({"min_age": 12, "max_age": 9}, "To age must not be less"),
	):
		with pytest.raises(MentoringError, match=words):
			referrals.make_agency(**values)
