"""Follow-ups of a record as Frappe's ToDos: one per row, made once."""

import frappe
from frappe import _

from learning_mentor.exceptions import MentoringError


def keep_tasks(doc, rows_before: list) -> None:
	"""Keep the ToDo of each row, whatever a caller sends; called before the save."""
	made = {row.name: row.todo for row in rows_before}
	for row in doc.follow_ups:
		row.todo = made.get(row.name)


def check_people(doc) -> None:
	"""Raise MentoringError when a follow-up is for somebody who may not see the record."""
	for row in doc.follow_ups:
		if row.todo:
			continue
		if not frappe.has_permission(doc.doctype, "read", doc=doc, user=row.responsible):
			frappe.throw(
				_(
					"Follow-ups, row {0}: {1} may not see this case. Choose its mentor or a coordinator."
				).format(row.idx, frappe.bold(frappe.utils.get_fullname(row.responsible))),
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
