"""A canary in every text of every record type, for every situation; made from the schema, so that a new
record type with a ``case`` or a ``student`` needs nothing here.

What a record needs beyond that (a status that pages ask for, whom it is to) is a function in `SEEDS`:
``@seed("Mentoring Referral")`` above ``def referral(world, situation) -> dict`` that returns values.
Rows are written as they are, without the rules of saving: the matrix asks who reads them, not how they came.
"""

import json
from collections.abc import Callable
from pathlib import Path

import frappe
from frappe.model.naming import set_new_name
from frappe.utils import add_days, now, now_datetime, today

from tests.security import policy
from tests.security.canaries import app_doctypes, takes_word

SEEDS: dict[str, Callable] = {}
FIRST = (
	"Mentoring Case",
	"Mentoring Nomination",
	"Mentoring Action Plan",
	"Mentoring Home Visit",
	"Mentoring Safeguarding Note",
)
DATES = {"Date": today, "Datetime": now, "Time": lambda: "10:00:00"}
NOT_SET = ("naming_series", "amended_from")


def seed(doctype: str) -> Callable:
	def decorate(values: Callable) -> Callable:
		SEEDS[doctype] = values
		return values

	return decorate


def situations_of(doctype: str) -> tuple[str, ...]:
	if doctype in SITUATIONS:
		return SITUATIONS[doctype]
	meta = frappe.get_meta(doctype)
	is_about_pupil = meta.has_field("student") or meta.has_field("case") or meta.has_field("mentor")
	return policy.OF_PUPILS if is_about_pupil else (policy.PUBLIC,)


SITUATIONS = {
	"Mentor Profile": (),  # the mentors' own are made as the school makes them: see `put_into`
	"Mentoring Safeguarding Note": (*policy.OF_PUPILS, policy.CONFIDENTIAL),
	"Mentoring Safeguarding Entry": (*policy.OF_PUPILS, policy.CONFIDENTIAL),
	"Mentoring Safeguarding Reading": (*policy.OF_PUPILS, policy.CONFIDENTIAL),
}


def seed_all(world) -> None:
	doctypes = app_doctypes()
	masters = [doctype for doctype in doctypes if situations_of(doctype) == (policy.PUBLIC,)]
	for doctype in dict.fromkeys((*masters, *FIRST, *doctypes)):
		for situation in situations_of(doctype):
			make_record(world, doctype, situation)
	for doctype in app_doctypes(singles=True):
		seed_single(world, doctype)
	leave_scarce_traces(world)


def make_record(world, doctype: str, situation: str):
	doc = frappe.new_doc(doctype)
	doc.creation = doc.modified = now()
	doc.owner = doc.modified_by = "Administrator"
	values = SEEDS.get(doctype, lambda world, situation: {})(world, situation)
	fill(world, doc, situation, values)
	if not doc.name:
		set_new_name(doc)
	_name_canaries(world, doc)
	doc.db_insert()
	world.add(doctype, situation, doc.name)
	_make_rows(world, doc, situation, values)
	leave_traces(world, doctype, doc.name, situation)
	return doc


def fill(world, doc, situation: str, values: dict) -> None:
	"""Every field by its type, what ``values`` names as they say."""
	for field in doc.meta.fields:
		if field.fieldname in NOT_SET or field.fieldtype in frappe.model.table_fields:
			continue
		if field.fieldname in values:
			doc.set(field.fieldname, values[field.fieldname])
		elif takes_word(field):
			doc.set(field.fieldname, world.aviary.put(None, None, situation, doc.doctype, field.fieldname))
		elif field.fieldtype == "Select":
			doc.set(field.fieldname, next(filter(None, (field.options or "").split("\n")), None))
		elif field.fieldtype == "Link":
			doc.set(field.fieldname, world.linked(field.options, situation))
		elif field.fieldtype in DATES:
			doc.set(field.fieldname, DATES[field.fieldtype]())
		elif field.fieldtype in ("Int", "Float", "Percent", "Currency"):
			doc.set(field.fieldname, 1)
	for fieldname in ("owner", "docstatus"):
		if fieldname in values:
			doc.set(fieldname, values[fieldname])


def _name_canaries(world, doc, root: str | None = None, name: str | None = None) -> None:
	"""Tell each canary of a row which record it hangs on, now that the record has a name."""
	for field in doc.meta.fields:
		canary = world.aviary.known.get(doc.get(field.fieldname)) if takes_word(field) else None
		if canary:
			world.aviary.known[doc.get(field.fieldname)] = canary._replace(
				root=root or doc.doctype, name=name or doc.name
			)


def _make_rows(world, doc, situation: str, values: dict) -> None:
	for field in doc.meta.get_table_fields():
		add_row(world, doc, field, situation, values.get(field.fieldname) or {})


def add_row(world, doc, field, situation: str, values: dict):
	row = frappe.new_doc(field.options)
	row.update({"parent": doc.name, "parenttype": doc.doctype, "parentfield": field.fieldname, "idx": 1})
	row.creation = row.modified = now()
	row.owner = row.modified_by = "Administrator"
	fill(world, row, situation, values)
	set_new_name(row)
	_name_canaries(world, row, doc.doctype, doc.name)
	row.db_insert()
	world.rows.append((field.options, row.name))
	return row


def put_into(world, doctype: str, name: str, situation: str) -> None:
	"""Canaries into a record that was made as the school makes it."""
	doc = frappe.get_doc(doctype, name)
	for field in doc.meta.fields:
		if takes_word(field):
			word = world.aviary.put(doctype, name, situation, doctype, field.fieldname)
			doc.db_set(field.fieldname, word, update_modified=False)
	for field in doc.meta.get_table_fields():
		values = {"covered_by": None, "from_date": "2000-01-01", "to_date": "2000-01-02"}  # cover long over
		add_row(world, doc, field, situation, values)
	world.records[doctype, situation] = name
	leave_traces(world, doctype, name, situation)


def seed_single(world, doctype: str) -> None:
	"""A single is the site's: a row of its tables is all that is added."""
	doc = frappe.get_doc(doctype)
	for field in doc.meta.get_table_fields():
		row = add_row(world, doc, field, policy.PUBLIC, {})
		row.db_set("idx", 999, update_modified=False)
	world.records[doctype, policy.PUBLIC] = doctype


def leave_traces(world, doctype: str, name: str, situation: str) -> None:
	"""What Frappe keeps beside a record: comment, version, file, mail, task, tag, activity, notice."""

	def word(kind: str, fieldname: str, root: str = doctype) -> str:
		return world.aviary.put(root, name, situation, kind, fieldname)

	about = {"reference_doctype": doctype, "reference_name": name}
	_trace(world, "Comment", {"comment_type": "Comment", "content": word("Comment", "content"), **about})
	change = {"changed": [["status", word("Version", "data"), word("Version", "data")]]}
	_trace(world, "Version", {"ref_doctype": doctype, "docname": name, "data": json.dumps(change)})
	mail = {"subject": word("Communication", "subject"), "content": word("Communication", "content")}
	_trace(
		world,
		"Communication",
		{"communication_type": "Communication", "communication_medium": "Email", **mail, **about},
	)
	task = {
		"description": word("ToDo", "description"),
		"status": "Open",
		"allocated_to": world.holder(situation),
	}
	_trace(world, "ToDo", {"reference_type": doctype, "reference_name": name, **task})
	_trace(
		world,
		"Tag Link",
		{
			"document_type": doctype,
			"document_name": name,
			"tag": word("Tag Link", "tag"),
			"title": word("Tag Link", "title"),
		},
	)
	_trace(world, "Activity Log", {"subject": word("Activity Log", "subject"), **about})
	_trace(world, "Email Queue", {"message": word("Email Queue", "message"), "status": "Sent", **about})
	_leave_file(world, doctype, name, word("File", "content"), word("File", "file_name"))
	if situation == policy.PUBLIC:
		return
	deleted = json.dumps({"x": word("Deleted Document", "data", "Deleted Document")})
	_trace(
		world,
		"Deleted Document",
		{"deleted_doctype": doctype, "deleted_name": f"{name}-GONE", "data": deleted},
	)
	notice = {
		"email_content": word("Notification Log", "email_content", "Notification Log"),
		"for_user": world.users[policy.LEAD],
	}
	_trace(
		world,
		"Notification Log",
		{"document_type": doctype, "document_name": name, "subject": name, **notice},
	)


# Other records of Frappe that name a record: their fields for that, and the field that takes a canary
SCARCE_TRACES = {
	"Access Log": ("export_from", "reference_document", "report_name"),
	"DocShare": ("share_doctype", "share_name", None),
	"Document Follow": ("ref_doctype", "ref_docname", None),
	"Document Share Key": ("reference_doctype", "reference_docname", "key"),
	"Energy Point Log": ("reference_doctype", "reference_name", "reason"),
	"Error Log": ("reference_doctype", "reference_name", "method"),
	"Integration Request": ("reference_doctype", "reference_docname", "data"),
	"Milestone": ("reference_type", "reference_name", "value"),
	"Reminder": ("reminder_doctype", "reminder_docname", "description"),
	"Submission Queue": ("ref_doctype", "ref_docname", "job_id"),
	"View Log": ("reference_doctype", "reference_name", "viewed_by"),
	"Workflow Action": ("reference_doctype", "reference_name", "workflow_state"),
}


def leave_scarce_traces(world) -> None:
	"""Beside the cases alone: what the rarer logs and queues of Frappe say of a record."""
	for situation in policy.OF_PUPILS:
		name = world.records["Mentoring Case", situation]
		for trace, (kind, named, text) in SCARCE_TRACES.items():
			values = {kind: "Mentoring Case", named: name}
			if text:
				values[text] = world.aviary.put("Mentoring Case", name, situation, trace, text)
			if trace == "Reminder":
				values["user"] = "Administrator"
			if trace in ("DocShare", "Document Follow"):
				values["user"] = "nobody@example.com"
			_trace(world, trace, values)


def _trace(world, doctype: str, values: dict) -> str:
	doc = frappe.new_doc(doctype)
	doc.update(values)
	doc.creation = doc.modified = now()
	doc.owner = doc.modified_by = "Administrator"
	set_new_name(doc)
	doc.db_insert()
	world.rows.append((doctype, doc.name))
	return doc.name


def _leave_file(world, doctype: str, name: str, content: str, file_name: str) -> None:
	path = Path(frappe.get_site_path("private", "files", f"{file_name}.txt"))
	path.write_text(content)
	world.files.append(path)
	values = {
		"file_name": path.name,
		"file_url": f"/private/files/{path.name}",
		"is_private": 1,
		"folder": "Home/Attachments",
	}
	row = _trace(world, "File", {"attached_to_doctype": doctype, "attached_to_name": name, **values})
	world.attachments[doctype, name] = (row, values["file_url"])


@seed("Mentoring Case")
def case(world, situation) -> dict:
	student = world.pupils[situation].name
	is_closed = situation == policy.CLOSED
	return {"status": "Closed" if is_closed else "Open", "open_for": None if is_closed else student}


@seed("Mentoring Action Plan")
def plan(world, situation) -> dict:
	return {
		"status": "Active",
		"docstatus": 1,
		"targets": {"strategy": world.linked("Mentoring Strategy", situation)},
	}


@seed("Mentoring Session")
def session(world, situation) -> dict:
	return {"status": "Planned", "starts_on": add_days(now_datetime(), 1)}


@seed("Mentoring Check-in")
def check_in(world, situation) -> dict:
	return {"status": "Asked", "answered_as": "Guardian"}


@seed("Mentoring Nomination")
def nomination(world, situation) -> dict:
	is_own = situation == policy.OWN
	return {"owner": world.users[policy.NOMINATING_TEACHER] if is_own else "Administrator", "open_for": None}


@seed("Mentoring Early Sign")
def early_sign(world, situation) -> dict:
	return {"status": "Dismissed", "open_for": None}


@seed("Mentoring Handover")
def handover(world, situation) -> dict:
	is_offered = situation == policy.OTHER
	receiver = policy.MENTOR if is_offered else policy.OTHER_MENTOR
	return {
		"status": "Offered" if is_offered else "Accepted",
		"to_mentor": world.profiles[receiver].name,
		"open_for": None,
	}


@seed("Mentoring Home Visit")
def visit(world, situation) -> dict:
	guardian = world.guardian_of(situation)
	return {
		"status": "Completed",
		"starts_on": add_days(now_datetime(), -1),
		"companion": None,
		"duty_contact": None,
		"guardians": {"guardian": guardian},
	}


def _author(world, situation: str) -> str:
	return world.users[policy.MENTOR if situation == policy.OWN else policy.LEAD]


@seed("Mentoring Safeguarding Note")
def note(world, situation) -> dict:
	named = policy.UNASSIGNED_TEACHER if situation == policy.OWN else policy.LEAD
	return {
		"author": _author(world, situation),
		"reference_doctype": "Mentoring Case",
		"reference_name": world.linked("Mentoring Case", situation),
		"readers": {"reader": world.users[named]},
	}


@seed("Mentoring Safeguarding Entry")
def entry(world, situation) -> dict:
	return {"author": _author(world, situation)}


@seed("Mentoring Safeguarding Reading")
def reading(world, situation) -> dict:
	return {"reader": world.users[policy.LEAD]}


@seed("Mentoring Referral")
def referral(world, situation) -> dict:
	return {
		"status": "Awaiting Consent",
		"consent_status": "Asked",
		"legal_basis": "Guardian's consent",
		"agency": world.linked("Support Agency", situation),
		"authorised_by": None,
		"scope": {"wanted": 1, "allowed": 0},
		"consents": {"event": "Asked", "guardian": world.guardian_of(situation)},
	}


@seed("Mentoring Outside Link")
def outside_link(world, situation) -> dict:
	return {
		"reference_doctype": "Mentoring Referral",
		"reference_name": world.linked("Mentoring Referral", situation),
		"expires_on": add_days(now_datetime(), 9),
		"revoked_on": None,
		"used_on": None,
	}


@seed("Mentoring Transition Plan")
def move(world, situation) -> dict:
	return {
		"status": "Draft",
		"contact_email": None,  # a word is neither address nor number, and saving would say so
		"contact_phone": None,
		"transfer_date": add_days(today(), 60),
		"family_asked_on": now_datetime(),
		"open_for": world.linked("Mentoring Case", situation),
		"shared_on": None,
		"received_on": None,
	}


@seed("Mentoring Event")
def event(world, situation) -> dict:
	return {
		"status": "Open",
		"starts_on": add_days(now_datetime(), 2),
		"ends_on": add_days(now_datetime(), 3),
		"capacity": 50,
		"seats_taken": 0,
		"waiting": 0,
		"open_to": "Everybody",
		"staff": {"user": world.users[policy.COORDINATOR]},
	}


@seed("Mentoring Event Registration")
def registration(world, situation) -> dict:
	return {
		"event": world.linked("Mentoring Event", situation),
		"status": "Registered",
		"registered_by": world.users[policy.COORDINATOR],
	}


@seed("Mentoring Calendar Link")
def calendar_link(world, situation) -> dict:
	return {"user": "Administrator"}


@seed("Mentoring Import")
def import_of_list(world, situation) -> dict:
	return {"target": "Nominations", "state": "Checked"}


@seed("Mentoring Notice")
def waiting_notice(world, situation) -> dict:
	return {"for_user": "Administrator", "kind": "other", "delivery": "Digest", "state": "Mailed"}


@seed("Mentoring Read Log")
def reading_of_record(world, situation) -> dict:
	return {"reader": "Administrator", "record_type": "Mentoring Case"}
