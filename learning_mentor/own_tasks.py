"""The session user's tasks (ToDo) that are due, of records that they may read."""

import frappe
from frappe.utils import today

from learning_mentor.permissions import RULES, scope, sees_every_pupil

CASE = "Mentoring Case"


def due(keys: list[str]) -> list[dict]:
	"""``[{"name", "description", "date", "reference_type", "reference_name"}]``, by date, 20 at most.

	A task of a record that the user may no longer read is left out: one query for each kind but cases.

	Frappe's own list of tasks asks for all kinds at once, which costs more than the rest of the page.
	"""
	tasks = _own_tasks(keys)
	kinds = {task.reference_type for task in tasks} & set(RULES) - {CASE}
	readable = {kind: _readable(kind, tasks) for kind in kinds}
	return [
		task
		for task in tasks
		if task.reference_type not in readable or task.reference_name in readable[task.reference_type]
	]


def _own_tasks(keys: list[str]) -> list[frappe._dict]:
	"""The session user's, without those of cases that are not theirs."""
	todo, case = frappe.qb.DocType("ToDo"), frappe.qb.DocType(CASE)
	query = (
		frappe.qb.from_(todo)
		.left_join(case)
		.on((todo.reference_type == CASE) & (todo.reference_name == case.name))
		.select(todo.name, todo.description, todo.date, todo.reference_type, todo.reference_name)
		.where((todo.allocated_to == frappe.session.user) & (todo.status == "Open") & (todo.date <= today()))
		.orderby(todo.date, todo.name)
		.limit(20)
	)
	if not sees_every_pupil():
		is_no_case = todo.reference_type.isnull() | (todo.reference_type != CASE)
		query = query.where(is_no_case | case.mentor.isin(keys or [""]))
	elif within := scope.condition(CASE):
		query = query.where(case.name.isnull() | scope.SqlCondition(within))
	return query.run(as_dict=True)


def _readable(kind: str, tasks: list[frappe._dict]) -> list[str]:
	"""Names of the records of a kind that tasks are about and that the session user may read."""
	if not frappe.has_permission(kind, "read"):
		return []
	names = [task.reference_name for task in tasks if task.reference_type == kind]
	return frappe.get_list(kind, {"name": ["in", names]}, pluck="name", order_by="name", limit_page_length=0)
