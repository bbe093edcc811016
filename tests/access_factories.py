"""Access requests for tests, and what is in the records that they ask for."""

import io
import json
import zipfile

import frappe
from frappe.utils import now_datetime, today

from learning_mentor.data_protection import access_requests
from tests import factories as make
from tests.conftest import session_of

CLASSMATE = "Wilhelmina Quist"


def make_request(student: str, by: str, **values):
	"""A subject access request of a guardian that may be reviewed; ``values`` go into it."""
	with session_of(by):
		return frappe.get_doc(
			{
				"doctype": "Mentoring Access Request",
				"student": student,
				"kind": "Subject access",
				"received_on": today(),
				"requester_name": "A Parent",
				"requester_is": "Guardian",
				"identity_checked": 1,
				"identity_how": "Known at the desk",
				"pupil_understands": "No",
				**values,
			}
		).insert()


def make_told_case():
	"""A case whose plan, session and liaison name a classmate, a helper, a number and a guardian."""
	guardian = make.make_guardian()
	make_classmate()
	case = make.make_case(make.make_student(guardian))
	plan = make.make_plan(case, summary="Feeling sure enough to speak in class")
	with session_of(make.mentor_user(case)):
		session = frappe.get_doc(
			{
				"doctype": "Mentoring Session",
				"case": case.name,
				"starts_on": now_datetime(),
				"duration": 30,
				"status": "Held",
				"pupil_said": f"I sat with {CLASSMATE} and it went well.",
				"next_steps": "Ask Torvald for the key, or ring 020 7946 0018.",
			}
		).insert()
		liaison = frappe.get_doc(
			{
				"doctype": "Mentoring Liaison",
				"case": case.name,
				"party": "Other",
				"channel": "E-mail",
				"contacted_on": now_datetime(),
				"people": "A neighbour of the family",
				"summary": f"We met {guardian.guardian_name} at the gate.",
			}
		).insert()
	return frappe._dict(case=case, guardian=guardian, plan=plan, session=session, liaison=liaison)


def make_classmate() -> str:
	first, last = CLASSMATE.split()
	values = {
		"first_name": first,
		"last_name": last,
		"student_email_id": f"{make.unique('mate')}@example.com",
	}
	return frappe.get_doc({"doctype": "Student", **values}).insert().name


def decide(request, by: str, decision: str, reason: str | None = None, **about) -> None:
	"""Decide on the lines of a kind or record, as the form does."""
	request.reload()
	with session_of(by):
		for row in request.items:
			if all(row.get(field) == value for field, value in about.items()):
				row.update({"decision": decision, "reason": reason})
		request.save()


def decide_the_rest(request, by: str) -> None:
	"""Accept all proposals, and release or withhold what has none."""
	with session_of(by):
		access_requests.accept_proposals(request.name)
	request.reload()
	with session_of(by):
		for row in request.items:
			if not row.decision:
				row.update({"decision": "Withhold", "reason": "Not needed here"})
		request.save()


def pack_of(request) -> tuple[dict, str, list[str]]:
	"""What the pack has in JSON, the same as one text, and the names in the zip."""
	attached = {"attached_to_doctype": request.doctype, "attached_to_name": request.name}
	file = frappe.get_doc("File", attached)
	assert file.is_private
	archive = zipfile.ZipFile(io.BytesIO(file.get_content()))
	text = archive.read("records.json").decode()
	return json.loads(text), text, archive.namelist()


def reviewed(student: str, by: str, as_user, **values):
	request = make_request(student, by, **values)
	with as_user(by):
		access_requests.review(request.name)
	request.reload()
	return request


def finished(request, by: str, as_user):
	decide_the_rest(request, by)
	with as_user(by):
		access_requests.make_pack(request.name)
	request.reload()
	return pack_of(request)


def lines(request) -> dict[str, object]:
	return {row.path: row for row in request.items}
