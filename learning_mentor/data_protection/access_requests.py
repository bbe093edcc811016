"""An access request from the day it comes in to the receipt: review, pack, handing over.

Everything here is for the data protection officer and safeguarding leads; the request's own controller keeps
what they decided.
"""

from datetime import date

import frappe
from frappe import _
from frappe.utils import add_months, cstr, getdate, today

from learning_mentor.api.shapes.common import Option, Reviewed
from learning_mentor.data_protection import access_findings, access_pack
from learning_mentor.data_protection.access_findings import LEAD_DECIDES, SAFEGUARDING_NOTE, TRANSFER
from learning_mentor.exceptions import MentoringError
from learning_mentor.permissions import is_safeguarding_lead, require_data_protection, scope
from learning_mentor.safeguarding import read as read_note
from learning_mentor.school_days import add_school_days

REQUEST = "Mentoring Access Request"
RECEIVED, IN_REVIEW, READY, HANDED_OVER, REFUSED = "Received", "In Review", "Ready", "Handed Over", "Refused"
EDUCATIONAL_RECORD_DAYS, TRANSFER_DAYS = 15, 5


def due_on(kind: str, received_on, is_complex: bool) -> date:
	"""The day by which the answer is due: see "Data" and "Transition" in the rules of practice."""
	if kind == "Educational record":
		return add_school_days(received_on, EDUCATIONAL_RECORD_DAYS)
	if kind == TRANSFER:
		return add_school_days(received_on, TRANSFER_DAYS)
	return getdate(add_months(getdate(received_on), 3 if is_complex else 1))


def _request(name: str, *statuses: str):
	"""The request, locked. Raises PermissionError, or MentoringError when its status is another one."""
	require_data_protection()
	scope.require(REQUEST, name)
	request = frappe.get_doc(REQUEST, name, for_update=True)
	request.check_permission("write")
	if statuses and request.status not in statuses:
		frappe.throw(
			_("Status is {0}: this can be done while it is {1}.").format(
				frappe.bold(_(request.status)), ", ".join(_(status) for status in statuses)
			),
			MentoringError,
		)
	return request


def _store(request, **values) -> None:
	request.update(values)
	request.flags.written_by_code = True
	request.save()


def review(name: str) -> Reviewed:
	"""Look through all records of the pupil and put what is to be decided into the request.

	May be repeated: decisions on texts that are as they were stay. Returns ``{"lines", "undecided"}``.
	"""
	request = _request(name, RECEIVED, IN_REVIEW, READY)
	request.check_may_be_reviewed()
	decided = {(row.path, row.original or ""): row for row in request.items}
	request.set("items", [])
	for line in access_findings.lines(request.student, request.kind):
		request.append("items", {**line, **_kept(decided.get((line["path"], line["original"])))})
	_store(request, status=IN_REVIEW)
	return {"lines": len(request.items), "undecided": len(_undecided(request))}


def _kept(row) -> dict:
	kept = ("decision", "reason", "redacted", "decided_by", "decided_on")
	return {field: row.get(field) for field in kept} if row and row.decision else {}


def _undecided(request) -> list:
	return [row for row in request.items if not row.decision]


def accept_proposals(name: str) -> int:
	"""Decide Redact on each line that is open and has a proposal. Returns how many lines were decided."""
	request = _request(name, IN_REVIEW)
	rows = [row for row in _undecided(request) if row.redacted and row.kind not in LEAD_DECIDES]
	for row in rows:
		row.decision = access_pack.REDACT
	request.save()
	return len(rows)


def make_pack(name: str) -> str:
	"""Make the pack of what was decided and keep it as a private file of the request. Returns its File.

	Raises MentoringError while a line is open, or when records have changed since they were reviewed.
	"""
	request = _request(name, IN_REVIEW)
	if undecided := _undecided(request):
		frappe.throw(_("To decide: {0} lines are open.").format(len(undecided)), MentoringError)
	_check_unchanged(request)
	content = access_pack.as_zip(access_pack.contents(request))
	_store(request, status=READY, decided_by=frappe.session.user, decided_on=frappe.utils.now_datetime())
	return _attach(request, content)


def _check_unchanged(request) -> None:
	reviewed = {(row.path, row.original or "") for row in request.items}
	for line in access_findings.lines(request.student, request.kind):
		if (line["path"], line["original"]) not in reviewed:
			frappe.throw(
				_("{0} has changed since the review: review again.").format(line["record"]), MentoringError
			)


def _attach(request, content: bytes) -> str:
	attached = {"attached_to_doctype": REQUEST, "attached_to_name": request.name}
	for old in frappe.get_all("File", attached, pluck="name", order_by="name"):
		frappe.delete_doc("File", old, ignore_permissions=True)  # officers have no right to files
	file = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": f"{request.name}.zip",
			"is_private": 1,
			"content": content,
			**attached,
		}
	)
	file.insert(ignore_permissions=True)  # as above; `_request` has checked the right to the request
	return file.name


def hand_over(name: str, to: str, on: str, how: str) -> None:
	"""Write down that the pack went out. Raises MentoringError for words that are missing."""
	request = _request(name, READY)
	values = {
		"handed_over_to": _needed(to, _("Handed over to")),
		"handed_over_on": _day(on, _("Handed over on")),
		"handed_over_how": _needed(how, _("How")),
	}
	_store(request, status=HANDED_OVER, **values)


def take_receipt(name: str, by: str, on: str) -> None:
	"""Write down that the receiver has confirmed it."""
	request = _request(name, HANDED_OVER)
	_store(request, receipt_by=_needed(by, _("Receipt by")), receipt_on=_day(on, _("Receipt on")))


def refuse(name: str, reason: str) -> None:
	"""Say no to a request, with a reason that the person who asked is told."""
	request = _request(name, RECEIVED, IN_REVIEW)
	_store(request, status=REFUSED, refused_reason=_needed(reason, _("Why it was refused")))


def _needed(text: str | None, label: str) -> str:
	text = cstr(text).strip()
	if not text:
		frappe.throw(_("{0} is missing: fill it in.").format(label), MentoringError)
	return text[:140]


def _day(on: str | None, label: str) -> date:
	day = getdate(on or today())
	if day > getdate():
		frappe.throw(_("{0} is in the future.").format(label), MentoringError)
	return day


def child_protection_file(name: str) -> bytes:
	"""The safeguarding notes that a lead has released for a transfer, as a zip that is stored nowhere.

	Each note counts as read by the lead. Raises PermissionError for others than safeguarding leads.
	"""
	request = _transfer_of_lead(name)
	released = [
		row.record
		for row in request.items
		if row.kind == SAFEGUARDING_NOTE and row.decision == access_pack.RELEASE
	]
	if not released:
		frappe.throw(_("No safeguarding note was released for this transfer."), MentoringError)
	for note in released:
		read_note(note)
	return access_pack.as_zip(
		{
			"request": request.name,
			"pupil": request.student_name,
			"made_on": str(frappe.utils.now_datetime()),
			"records": [access_pack.note_record(note) for note in released],
			"held_back": 0,
		}
	)


def _transfer_of_lead(name: str):
	if not is_safeguarding_lead():
		frappe.throw(
			_("Only a safeguarding lead may send the child-protection file."), frappe.PermissionError
		)
	request = _request(name, IN_REVIEW, READY, HANDED_OVER)
	if request.kind != TRANSFER:
		frappe.throw(_("Kind: only a record transfer has a child-protection file."), MentoringError)
	return request


def sent_apart(name: str, to: str, on: str) -> None:
	"""Write down that the child-protection file went to the new school's lead."""
	request = _transfer_of_lead(name)
	_store(request, apart_sent_to=_needed(to, _("Sent to")), apart_sent_on=_day(on, _("Sent on")))


def receipt_apart(name: str, by: str, on: str) -> None:
	"""Write down the receipt of the new school's lead."""
	request = _transfer_of_lead(name)
	if not request.apart_sent_on:
		frappe.throw(_("Sent on is missing: write down first that the file was sent."), MentoringError)
	_store(request, apart_receipt_by=_needed(by, _("Receipt by")), apart_receipt_on=_day(on, _("Receipt on")))


def find_pupils(text: str) -> list[Option]:
	"""Up to ten pupils by a part of their name or number, as choices of a field: ``[{"value", "label"}]``.

	The officer has no right to Education's pupils; what is answered is as little as choosing needs.
	"""
	require_data_protection()
	text = cstr(text).strip()
	if len(text) < 3:
		return []
	rows = frappe.get_all(
		"Student",
		filters=scope.of_schools("Student"),
		or_filters={"student_name": ["like", f"%{text}%"], "name": ["like", f"%{text}%"]},
		fields=["name", "student_name"],
		order_by="student_name asc",
		limit=10,
	)
	return [{"value": row.name, "label": f"{row.student_name} ({row.name})"} for row in rows]
