"""Pupils whose records may go, and a search through the whole database for what is left of them."""

import frappe
from frappe.utils import add_years, now_datetime, today

from learning_mentor.data_protection import pupil_records
from learning_mentor.data_protection.access_contents import SAFEGUARDING
from tests import factories as make
from tests.conftest import session_of

TEXT = ("Data", "Small Text", "Text", "Long Text", "Text Editor", "Code")


def born(years_ago: int) -> str:
	return add_years(today(), -years_ago)


def make_old_case(years: int = 26, sessions: int = 1, student=None, mentor=None, **values):
	"""A closed case with sessions, of a pupil born so many years ago; ``values`` go into the case."""
	student = student or make.make_student()
	frappe.db.set_value("Student", student.name, "date_of_birth", born(years))
	case = make.make_case(student, mentor)
	with session_of(make.mentor_user(case)):
		for _number in range(sessions):
			make_session(case)
	close(case, **values)
	return case


def make_session(case):
	values = {"starts_on": now_datetime(), "duration": 30, "status": "Held", "pupil_said": "It went well"}
	return frappe.get_doc({"doctype": "Mentoring Session", "case": case.name, **values}).insert()


def close(case, **values) -> None:
	make.make_coordinator()
	case.reload()
	with session_of(make.COORDINATOR):
		case.update(make.closing(case, outcome="Left the school", **values)).save()


def make_canaries(case, token: str) -> None:
	"""A record of each type about the pupil with the token in all its texts, and each trace Frappe keeps."""
	for doctype in pupil_records.bonds():
		if doctype not in (*SAFEGUARDING, "Mentoring Case"):
			_canary(doctype, case, token)
	for fieldname in _texts("Mentoring Case"):
		frappe.db.set_value("Mentoring Case", case.name, fieldname, token, update_modified=False)
	make_traces("Mentoring Case", case.name, token)


def _canary(doctype: str, case, token: str) -> None:
	links = {"student": case.student, "case": case.name, "mentoring_case": case.name, "mentor": case.mentor}
	columns = frappe.get_meta(doctype).get_valid_columns()
	known = {field: value for field, value in links.items() if field in columns}
	doc = frappe.get_doc({"doctype": doctype, **dict.fromkeys(_texts(doctype), token), **known})
	doc.name = make.unique("OLD")
	doc.db_insert()
	for table in frappe.get_meta(doctype).get_table_fields():
		row = dict.fromkeys(_texts(table.options), token)
		place = {"parent": doc.name, "parenttype": doctype, "parentfield": table.fieldname, "idx": 1}
		child = frappe.get_doc({"doctype": table.options, **row, **place})
		child.name = make.unique("row")
		child.db_insert()
	make_traces(doctype, doc.name, token)


def _texts(doctype: str) -> list[str]:
	server = ("open_for", "path", "student_name", "mentor_name")
	fields = frappe.get_meta(doctype).fields
	return [field.fieldname for field in fields if field.fieldtype in TEXT and field.fieldname not in server]


def make_traces(doctype: str, name: str, token: str) -> None:
	for trace, values in _traces(doctype, name, token).items():
		doc = frappe.get_doc({"doctype": trace, **values})
		doc.set_new_name(force=True)
		doc.db_insert()


def _traces(doctype: str, name: str, token: str) -> dict[str, dict]:
	reference = {"reference_doctype": doctype, "reference_name": name}
	return {
		"Comment": {**reference, "comment_type": "Comment", "content": token},
		"Communication": {**reference, "subject": token, "content": token},
		"Version": {"ref_doctype": doctype, "docname": name, "data": token},
		"ToDo": {"reference_type": doctype, "reference_name": name, "description": token},
		"Notification Log": {"document_type": doctype, "document_name": name, "subject": token},
		"View Log": {**reference, "viewed_by": token},
		"Deleted Document": {"deleted_doctype": "Comment", "deleted_name": "x", "data": f'"{name}" {token}'},
		"Email Queue": {**reference, "message": token},
		"Activity Log": {**reference, "subject": token},
		"Access Log": {"export_from": doctype, "reference_document": name, "page": token},
		"Error Log": {**reference, "error": token},
		"Workflow Action": {**reference, "workflow_state": token},
		"File": {
			"attached_to_doctype": doctype,
			"attached_to_name": name,
			"file_name": token,
			"file_url": f"/private/files/{token}",
			"is_private": 1,
		},
	}


def tables_with(word: str) -> list[str]:
	"""Tables of the whole database that have the word in any text column."""
	columns = frappe.db.sql(
		"""select table_name, column_name from information_schema.columns
		where table_schema = database() and data_type in ('varchar', 'text', 'mediumtext', 'longtext', 'json')
		order by table_name"""
	)
	by_table: dict[str, list[str]] = {}
	for table, column in columns:
		by_table.setdefault(table, []).append(f"`{column}`")
	return [table for table, names in by_table.items() if _holds(table, names, word)]


def _holds(table: str, columns: list[str], word: str) -> bool:
	found = " or ".join(f"{column} like %(word)s" for column in columns)
	return bool(frappe.db.sql(f"select 1 from `{table}` where {found} limit 1", {"word": f"%{word}%"}))
