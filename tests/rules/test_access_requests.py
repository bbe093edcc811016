"""Access requests: found by the schema, others redacted once somebody has decided, nothing by itself."""

import frappe
import pytest
from frappe.utils import add_days, add_months, getdate, today

from learning_mentor import safeguarding
from learning_mentor.data_protection import access_contents, access_requests, pupil_records
from learning_mentor.exceptions import LockedTextError, MentoringError
from learning_mentor.permissions import RULES
from learning_mentor.school_days import add_school_days
from tests import access_factories as ask
from tests import factories as make
from tests.access_factories import finished, lines, reviewed

pytestmark = pytest.mark.usefixtures("db")

NOT_ABOUT_ONE_PUPIL = {
	"Mentoring Settings",
	"Mentoring Need",
	"Mentoring Strategy",
	"Mentoring Scale",
	"Mentoring Visit Purpose",
	"Mentoring School",
	"Mentoring Job Mark",
	"Mentor Profile",
	"Mentoring Group",
	"Mentoring Read Log",
	"Mentoring Retention Rule",
	"Mentoring Disposal",
	"Mentoring Kept Total",
	"Mentoring Event",
	"Mentoring Calendar Link",
	"Mentoring Notice",
	"Mentoring Import",
	"Mentoring Idempotency Key",
	"Support Agency",
}


@pytest.fixture
def story():
	return ask.make_told_case()


def test_every_record_type_is_in_the_pack_or_known_to_be_about_no_pupil():
	"""A new record type fails here until it hangs on a pupil or a case, or is named above."""
	assert set(pupil_records.bonds()) | NOT_ABOUT_ONE_PUPIL == set(RULES)
	assert not set(pupil_records.bonds()) & NOT_ABOUT_ONE_PUPIL
	assert "Mentoring Group Member" in pupil_records.shared_rows()


@pytest.mark.parametrize(
	("values", "due"),
	[
		({}, lambda day: getdate(add_months(day, 1))),
		({"complex": 1, "complex_reason": "Three schools"}, lambda day: getdate(add_months(day, 3))),
		({"kind": "Educational record"}, lambda day: add_school_days(day, 15)),
		({"kind": "Record transfer"}, lambda day: add_school_days(day, 5)),
	],
)
def test_the_day_that_the_answer_is_due(values, due, officer):
	received = add_days(today(), -3)
	request = ask.make_request(make.make_student().name, officer, received_on=received, **values)
	assert getdate(request.due_on) == due(received)


def test_the_officer_and_leads_alone_make_and_read_requests(as_user, officer, lead):
	case = make.make_case()
	request = ask.make_request(case.student, officer)
	with as_user(lead):
		assert frappe.get_doc(request.doctype, request.name).has_permission("read")
	make.make_coordinator()
	for stranger in (make.COORDINATOR, make.mentor_user(case), "admin@example.com"):
		with pytest.raises(frappe.PermissionError):
			ask.make_request(case.student, stranger)
		with as_user(stranger):
			for action in (
				access_requests.review,
				access_requests.accept_proposals,
				access_requests.make_pack,
			):
				with pytest.raises(frappe.PermissionError):
					action(request.name)
			with pytest.raises(frappe.PermissionError):
				access_requests.find_pupils("Pupil")


def test_a_review_waits_until_it_is_known_who_asks_and_who_decides(as_user, officer):
	student = make.make_student().name
	unknown = ask.make_request(student, officer, identity_checked=0)
	unjudged = ask.make_request(student, officer, pupil_understands="")
	with as_user(officer):
		for request, words in ((unknown, "Identity"), (unjudged, "understands")):
			with pytest.raises(MentoringError, match=words):
				access_requests.review(request.name)
		with pytest.raises(MentoringError, match="How is missing"):
			ask.make_request(student, officer, identity_how="")


def test_the_review_finds_other_people_and_addresses(as_user, officer, story):
	request = reviewed(story.case.student, officer, as_user)
	found = lines(request)
	said = found[f"Mentoring Session/{story.session.name}/pupil_said"]
	steps = found[f"Mentoring Session/{story.session.name}/next_steps"]
	people = found[f"Mentoring Liaison/{story.liaison.name}/people"]
	summary = found[f"Mentoring Liaison/{story.liaison.name}/summary"]
	assert (said.kind, said.found, said.redacted) == (
		"Other person",
		ask.CLASSMATE,
		"I sat with [another person] and it went well.",
	)
	assert steps.redacted == "Ask [another person] for the key, or ring [contact details]."
	assert (people.original, people.redacted) == ("A neighbour of the family", "[another person]")
	assert story.guardian.guardian_name not in summary.redacted
	nominated = [row for row in request.items if row.kind == "Informant"]
	assert {row.record_type for row in nominated} == {"Mentoring Nomination"}


def test_the_pack_has_all_records_and_what_was_redacted_is_not_in_it(as_user, officer, story):
	request = reviewed(story.case.student, officer, as_user)
	pack, text, names = finished(request, officer, as_user)
	assert {"records.json", "records.pdf"} <= set(names)
	in_pack = {record["name"] for record in pack["records"]}
	assert {story.case.name, story.plan.name, story.session.name, story.liaison.name} <= in_pack
	assert "Feeling sure enough to speak in class" in text
	for secret in (ask.CLASSMATE, "Torvald", "020 7946 0018", "A neighbour", story.guardian.guardian_name):
		assert secret not in text, secret
	assert request.status == "Ready" and request.decided_by == officer


def test_a_request_is_handed_over_with_a_receipt_and_stays(as_user, officer, story):
	request = reviewed(story.case.student, officer, as_user)
	with as_user(officer):
		with pytest.raises(MentoringError, match="Status"):
			access_requests.hand_over(request.name, "A Parent", today(), "By hand")
	finished(request, officer, as_user)
	with as_user(officer):
		access_requests.hand_over(request.name, "A Parent", today(), "By hand")
		access_requests.take_receipt(request.name, "A Parent", today())
		request.reload()
		assert (request.status, request.receipt_by) == ("Handed Over", "A Parent")
		request.requester_name = "Somebody else"
		with pytest.raises(LockedTextError):
			request.save()
	with pytest.raises(LockedTextError):
		frappe.delete_doc(request.doctype, request.name)


def test_the_status_cannot_be_written(as_user, officer, story):
	request = ask.make_request(story.case.student, officer, status="Handed Over", receipt_by="Nobody")
	assert (request.status, request.receipt_by) == ("Received", None)
	request.status = "Ready"
	with as_user(officer):
		request.save()
	assert frappe.db.get_value(request.doctype, request.name, "status") == "Received"


def test_a_transfer_takes_the_whole_record_and_the_child_protection_file_travels_apart(
	as_user, officer, lead, story
):
	with as_user(make.mentor_user(story.case)):
		note = safeguarding.raise_concern("Mentoring Case", story.case.name, "APART-WORDS")
	request = reviewed(
		story.case.student, officer, as_user, kind="Record transfer", requester_is="New school"
	)
	assert [row.kind for row in request.items] == ["Safeguarding note"]
	ask.decide(request, lead, "Release", record=note)
	with as_user(officer):
		access_requests.make_pack(request.name)
		with pytest.raises(frappe.PermissionError):
			access_requests.child_protection_file(request.name)
	_pack, text, _names = ask.pack_of(request)
	assert ask.CLASSMATE in text and "APART-WORDS" not in text
	with as_user(lead):
		with pytest.raises(MentoringError, match="Sent on"):
			access_requests.receipt_apart(request.name, "Their lead", today())
		assert access_requests.child_protection_file(request.name)[:2] == b"PK"
		access_requests.sent_apart(request.name, "Their lead", today())
		access_requests.receipt_apart(request.name, "Their lead", today())
	request.reload()
	assert (request.apart_sent_to, request.apart_receipt_by) == ("Their lead", "Their lead")
	assert frappe.db.exists("Mentoring Safeguarding Reading", {"note": note, "reader": lead})


def test_the_readings_for_a_pack_are_in_the_log(as_user, officer, story):
	reviewed(story.case.student, officer, as_user)
	logged = {"reader": officer, "way": "Access Pack", "mentoring_case": story.case.name}
	records = set(frappe.get_all("Mentoring Read Log", logged, pluck="record", order_by="record"))
	assert {story.case.name, story.plan.name, story.session.name} <= records


def test_other_pupils_rows_of_a_group_are_not_read(as_user, story):
	other = make.make_case(make.make_student())
	mentor = frappe.db.get_value("Mentoring Case", story.case.name, "mentor")
	group = frappe.get_doc({"doctype": "Mentoring Group", "theme": "Talking", "mentor": mentor})
	for case in (story.case, other):
		group.append("members", {"case": case.name, "student_name": case.student_name, "status": "Member"})
	group.flags.ignore_validate = True
	group.insert(ignore_permissions=True)
	texts = str(
		[record for record in access_contents.records(story.case.student) if record["record"] == group.name]
	)
	assert group.name in texts and other.name not in texts and other.student_name not in texts
