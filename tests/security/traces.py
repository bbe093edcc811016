"""What Frappe keeps beside a record, with canaries in it: comments, versions, files, mails, tasks, logs."""

import json
from pathlib import Path

import frappe
from frappe.model.naming import set_new_name
from frappe.utils import now

from tests.security import policy


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
