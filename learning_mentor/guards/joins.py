"""Fields of linked records, and such records whole: Frappe reads them past the linked record's conditions."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import NoReturn

import frappe
from frappe import _

from learning_mentor.guards.readers import DIRECTORY, our_doctype
from learning_mentor.rest.calls import asked_method

LINKED = re.compile(r"(?<![\w`.])([a-z][a-z0-9_]*)\.`?([a-z_*][a-z0-9_]*)")
ASKED_IN = frozenset(
	(
		*("fields", "filters", "or_filters", "order_by", "group_by", "fieldname", "chart", "doc"),
		*(
			"field_map",
			"current_filters",
			"field",
			"stats",
			"args",
			"parent",
			"target_doc",
			"fields_to_fetch",
		),
	)
)
EXPANDING = frozenset(("expand", "expand_links"))  # of later versions of Frappe
NAMES_A_DOCTYPE = ("doctype", "dt", "document_type", "goal_doctype")
LONGEST_NAME = 61  # of a record type
# Their ``doc`` is a record to be kept, with people's words in it, and no question
KEEPING = (
	"frappe.desk.form.save.savedocs",
	"frappe.client.save",
	"frappe.client.insert",
	"frappe.model.workflow.apply_workflow",
	"frappe.model.workflow.get_transitions",
)


def refuse_joins() -> None:
	"""Frappe joins ``link.field`` without the linked record's conditions: each row's link would be read.

	Refused whoever asks: the linked record itself can be asked for.
	"""
	asked = frappe.local.form_dict
	for key in ASKED_IN.intersection(asked):
		if key == "doc" and asked_method() in KEEPING:
			continue
		told = list(words(asked[key])) if _may_join(asked[key]) else ()
		joins = {join for word in told for join in LINKED.findall(word)}
		doctypes = _doctypes_of(asked, told) if joins else ()
		if any(_leads_to_ours(doctype, *join) for doctype in doctypes for join in joins):
			_refuse_joined()


def _refuse_joined() -> NoReturn:
	frappe.throw(
		_("Fields of a linked record cannot be read along: ask for the record itself."),
		frappe.PermissionError,
	)


def _may_join(value) -> bool:
	"""Most values have no join, and are told by a look. JSON may write a dot as a number of four digits."""
	text = value if isinstance(value, str) else json.dumps(value, default=str)
	return "." in text or "\\u" in text


def words(value) -> Iterator[str]:
	"""Every text in a value as Frappe gets to see it: JSON is read, also JSON within JSON."""
	if isinstance(value, dict):
		value = [*value, *value.values()]
	if isinstance(value, list | tuple):
		for each in value:
			yield from words(each)
	elif isinstance(value, str):
		yield value
		if value.lstrip()[:1] in ("[", "{", '"'):
			try:
				yield from words(json.loads(value))
			except (ValueError, RecursionError):
				return  # Frappe cannot read it either


def _doctypes_of(asked: dict, told: Iterable[str]) -> set[str]:
	"""Record types that the request names anywhere: a report's columns and a card's filters do too."""
	parts = frappe.local.request.path.strip("/").split("/")
	known = [*told, *(asked.get(key) for key in NAMES_A_DOCTYPE), *(parts[2:4] if parts[0] == "api" else ())]
	names = {each for each in known if isinstance(each, str) and each and len(each) <= LONGEST_NAME}
	return set(frappe.get_all("DocType", {"name": ["in", sorted(names)]}, pluck="name", order_by="name"))


def _leads_to_ours(doctype: str, link: str, fieldname: str) -> bool:
	field = frappe.get_meta(doctype).get_field(link)
	target = our_doctype(field.options) if field and field.fieldtype == "Link" else None
	if not target:
		return False
	return not (target in DIRECTORY and fieldname in ("name", frappe.get_meta(target).title_field))


def refuse_expanding() -> None:
	"""Whole linked records in the answer, which not every version of Frappe asks the right for."""
	asked = frappe.local.form_dict
	if EXPANDING.intersection(asked) and any(map(_links_to_ours, _doctypes_of(asked, ()))):
		_refuse_joined()


def _links_to_ours(doctype: str) -> bool:
	meta = frappe.get_meta(doctype)
	if our_doctype(doctype) or meta.get_dynamic_link_fields():
		return True
	return any(our_doctype(field.options) for field in meta.get_link_fields())
