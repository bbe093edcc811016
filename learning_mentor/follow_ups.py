"""Follow-ups of a record as Frappe's ToDos: one per row, made once."""

from collections.abc import Sequence

import frappe
from frappe import _

from learning_mentor import notify
from learning_mentor.exceptions import MentoringError
from learning_mentor.permissions import COORDINATOR


def keep_tasks(doc, rows_before: list) -> None:
	"""Keep the ToDo of each row, whatever a caller sends; called before the save."""
	made = {row.name: row.todo for row in rows_before}
	for row in doc.follow_ups:
		row.todo = made.get(row.name)


def check_people(doc) -> None:
	"""Raise MentoringError when a follow-up is for somebody who may not see the record."""
	check_rows_people(doc, [row for row in doc.follow_ups if not row.todo], _("Follow-ups"))


def check_rows_people(doc, rows: list, table: str) -> None:
	"""Raise MentoringError that names the table when a row is for somebody who may not see the record."""
	for row in rows:
		if not frappe.has_permission(doc.doctype, "read", doc=doc, user=row.responsible):
			frappe.throw(
				_("{0}, row {1}: {2} may not see this case. Choose its mentor or a coordinator.").format(
					table, row.idx, frappe.bold(frappe.utils.get_fullname(row.responsible))
				),
				MentoringError,
			)


def make_tasks(doc) -> None:
	"""A ToDo for each row that has none, in the transaction of the save. It says nothing about a pupil."""
	for row in doc.follow_ups:
		if row.todo:
			continue
		todo = frappe.get_doc(
			{
				"doctype": "ToDo",
				"allocated_to": row.responsible,
				"assigned_by": frappe.session.user,
				"description": _("Follow-up {0} of {1}").format(row.idx, doc.name),
				"date": row.due_date,
				"reference_type": doc.doctype,
				"reference_name": doc.name,
			}
		).insert(ignore_permissions=True)  # written for others; `check_people` has asked for their right
		row.db_set("todo", todo.name, update_modified=False)


def whom_to_remind(doc, user: str) -> Sequence[str | None]:
	"""The user; who may not see the record any more is not told of it: its mentor then, else coordinators."""
	mentor = notify.user_of(doc.mentor)
	for person in (user, mentor):
		if frappe.has_permission(doc.doctype, "read", doc=doc, user=person):
			return [person]
	return notify.people_with(COORDINATOR, doc)
