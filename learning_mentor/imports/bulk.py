"""Writing many new documents at once: the same rows that inserting one by one writes.

Each document goes through its controller's own rules and Frappe's checks of its values; what is written then,
and what is asked of the database on the way, is done for all of them together. Where a site has something
that must run for each document (a notification, a webhook, a script ...), `obstacle` says so, and the caller
inserts one by one.
"""

from collections.abc import Callable, Iterable
from itertools import groupby

import frappe
from frappe import _
from frappe.model.naming import is_autoincremented, parse_naming_series
from frappe.model.workflow import get_workflow, get_workflow_name, is_transition_condition_satisfied
from frappe.utils import cint, cstr
from frappe.workflow.doctype.workflow_action import workflow_action as actions

from learning_mentor.permissions import scope

# what runs for each document -> the field that names the doctype, and the field that says it is in use
RUN_FOR_EACH = {
	"Notification": ("document_type", "enabled"),
	"Webhook": ("webhook_doctype", "enabled"),
	"Server Script": ("reference_doctype", None),
	"Assignment Rule": ("document_type", None),
	"Milestone Tracker": ("document_type", None),
	"Document Naming Rule": ("document_type", None),
	"Energy Point Rule": ("reference_doctype", "enabled"),
}


def obstacle(doctype: str) -> str | None:
	"""What of this site has to run for each document of the doctype by itself; None: nothing."""
	for kind, (fieldname, enabled) in RUN_FOR_EACH.items():
		filters = {fieldname: doctype, **({enabled: 1} if enabled else {})}
		if frappe.db.table_exists(kind) and frappe.db.exists(kind, filters):
			return kind
	if any(field.fetch_from for field in frappe.get_meta(doctype).fields):
		return "fetch_from"
	workflow = get_workflow_name(doctype)
	return "send_email_alert" if workflow and cint(get_workflow(doctype).send_email_alert) else None


def check(doc) -> None:
	"""Everything that inserting asks of a document before it is written; raises what inserting raises.

	Links are left out: `Links` asks for those of all documents at once. So is the right to create, which is
	asked once for all.
	"""
	doc.set("__islocal", True)
	doc._set_defaults()
	doc.set_user_and_timestamp()
	doc.set_docstatus()
	doc.check_if_latest()
	doc.run_method("before_insert")
	doc.name = doc.name or frappe.generate_hash(length=10)  # until `name_all`: its rows ask for one
	doc.set_parent_in_children()
	doc.flags.in_insert = True
	try:
		doc.run_before_save_methods()
		doc._validate()
		doc.set_docstatus()
	finally:
		doc.flags.in_insert = False
		frappe.flags.currently_saving = []


class Links:
	"""The records that the documents name, read once for all of them."""

	def __init__(self, docs: Iterable):
		docs = list(docs)
		school = next((doc.flags.school for doc in docs if doc.flags.school), None)
		wanted: dict[str, set[str]] = {}
		for _row, field, value in _named_by(docs):
			wanted.setdefault(field.options, set()).add(value)
		self.found = {doctype: _existing(doctype, values, school) for doctype, values in wanted.items()}

	def check(self, doc) -> None:
		"""Raise LinkValidationError naming the field; else spell each link as the record is named."""
		for row, field, value in _named_by([doc]):
			name = self.found[field.options].get(value.casefold())
			if not name:
				where = f"{_(field.label)} {row.idx}" if row.get("parentfield") else _(field.label)
				frappe.throw(
					_("{0}: there is no {1}.").format(where, frappe.bold(value)), frappe.LinkValidationError
				)
			row.set(field.fieldname, name)


def _named_by(docs: Iterable):
	"""``(row, field, value)`` of each link that is set, in the documents and their rows."""
	for doc in docs:
		for row in (doc, *doc.get_all_children()):
			for field in row.meta.get_link_fields():
				if value := row.get(field.fieldname):
					yield row, field, cstr(value)


def _existing(doctype: str, values: set[str], school: str | None) -> dict[str, str]:
	"""``school``: whose pupils may be named; those of others are told of as if there were none."""
	asked: dict = {"name": ["in", sorted(values)]}
	if doctype == scope.STUDENT and scope.is_on():
		asked |= {scope.FIELD: school} if school else scope.of_schools(doctype)
	names = frappe.get_all(doctype, asked, pluck="name", order_by="name")
	return {cstr(name).casefold(): name for name in names}


def name_all(docs: list) -> None:
	"""Take the names of all documents from their series in one step; rows get theirs too."""
	for doctype, group in groupby(docs, key=lambda doc: doc.doctype):
		same = list(group)
		next_name = _names(frappe.get_meta(doctype), len(same))
		for doc in same:
			doc.name = next_name(doc)
			doc.set_parent_in_children()
			for row in doc.get_all_children():
				row.name = frappe.generate_hash(length=10)


def _names(meta, count: int) -> Callable:
	"""What names the next of ``count`` documents: a number of Frappe's sequence, a hash, or its series."""
	if is_autoincremented(meta.name, meta):
		return lambda doc: frappe.db.get_next_sequence_val(meta.name)
	if meta.autoname in (None, "", "hash"):
		return lambda doc: frappe.generate_hash(length=10)
	numbers: dict[str, int] = {}

	def next_number(key: str, digits: int) -> str:
		numbers[key] = numbers[key] + 1 if key in numbers else _reserve(key, count)
		return str(numbers[key]).zfill(digits)

	return lambda doc: parse_naming_series(meta.autoname, doc=doc, number_generator=next_number)


def _reserve(key: str, count: int) -> int:
	"""The first of ``count`` numbers of a series, which is locked until the transaction ends."""
	table = frappe.qb.DocType("Series")
	rows = frappe.qb.from_(table).select(table.current).where(table.name == key).for_update().run()
	if rows:
		last = cint(rows[0][0])
		frappe.qb.update(table).set(table.current, last + count).where(table.name == key).run()
		return last + 1
	frappe.qb.into(table).columns(table.name, table.current).insert(key, count).run()
	return 1


def write(docs: list) -> None:
	"""Write documents that were checked and named, with their rows; a statement for some hundred rows."""
	rows: dict[str, list] = {}
	for doc in docs:
		for row in (doc, *doc.get_all_children()):
			rows.setdefault(row.doctype, []).append(row)
	for doctype, same in rows.items():
		as_stored = {"convert_dates_to_str": True, "ignore_virtual": True}
		values = [row.get_valid_dict(**as_stored) for row in same]
		columns = list(values[0])
		frappe.db.bulk_insert(
			doctype, columns, [tuple(row[column] for column in columns) for row in values], chunk_size=500
		)
	for doc in docs:
		doc.set("__islocal", None)


def finish(docs: list) -> None:
	"""What saving leaves beside the documents: the line about where they come from, and who acts next."""
	beside = [*filter(None, map(_version, docs)), *_workflow_actions(docs)]
	for doc in beside:  # Frappe's own, of values that are all the server's: nothing to check
		doc.set("__islocal", True)
		doc.set_user_and_timestamp()
		doc.set_docstatus()
	frappe.flags.currently_saving = []
	beside.sort(key=lambda doc: doc.doctype)
	name_all(beside)
	write(beside)


def _version(doc):
	version = frappe.new_doc("Version")
	return version if doc.meta.track_changes and version.for_insert(doc) else None


def _workflow_actions(docs: list) -> list:
	"""Frappe's open actions for the roles that may take each document further, as saving makes them."""
	workflow = get_workflow_name(docs[0].doctype) if docs else None
	if not workflow:
		return []
	field, made = get_workflow(docs[0].doctype).workflow_state_field, []
	steps: dict[str, list] = {}
	for doc in docs:
		state = doc.get(field)
		if state not in steps:
			steps[state] = _steps_from(workflow, state)
		roles = {step.allowed for step in steps[state] if is_transition_condition_satisfied(step, doc)}
		if roles:
			made.append(_workflow_action(doc, state, roles))
	return made


def _steps_from(workflow: str, state: str) -> list:
	fields = ["allowed", "action", "state", "allow_self_approval", "next_state", "condition"]
	rows = frappe.get_all(
		"Workflow Transition", {"parent": workflow, "state": state}, fields, order_by="idx asc"
	)
	return [row for row in rows if not actions.get_state_optional_field_value(workflow, row.next_state)]


def _workflow_action(doc, state: str, roles: set):
	action = frappe.new_doc("Workflow Action")
	action.update(
		{
			"reference_doctype": doc.doctype,
			"reference_name": doc.name,
			"workflow_state": state,
			"status": "Open",
		}
	)
	for role in roles:
		action.append("permitted_roles", {"role": role})
	return action
