"""Operations of Frappe's ``/api/resource`` on the app's record types, from their fields and rights."""

from urllib.parse import quote

import frappe

from learning_mentor.openapi.parts import errors
from learning_mentor.openapi.schemas import component_of, of_field
from learning_mentor.permissions import PARENTS, RULES

NOT_VALUES = ("Section Break", "Column Break", "Tab Break", "HTML", "Button", "Heading", "Fold")
MOST_SHOWN = 1_000_000


def schemas() -> dict:
	"""Of all records and rows that somebody may read."""
	shown = [doctype for doctype in (*RULES, *PARENTS) if doctype in PARENTS or _may(doctype, "read")]
	found = {component_of(doctype): _record(doctype) for doctype in shown}
	found |= {f"{component_of(doctype)}Written": _written(doctype) for doctype in shown if doctype in RULES}
	return found


def paths() -> dict:
	found = {}
	for doctype in sorted(RULES):
		if not _may(doctype, "read"):
			continue
		address = f"/api/resource/{quote(doctype)}"
		if not frappe.get_meta(doctype).issingle:
			found[address] = _many(doctype)
		found[address + "/{name}"] = _one(doctype)
	return found


def _may(doctype: str, right: str) -> bool:
	return any(row.get(right) for row in frappe.get_meta(doctype).permissions)


def _fields(doctype: str) -> list:
	return [field for field in frappe.get_meta(doctype).fields if field.fieldtype not in NOT_VALUES]


def _record(doctype: str) -> dict:
	"""As it is answered. Frappe adds keys of its own."""
	values = {field.fieldname: of_field(field) for field in _fields(doctype)}
	for schema in values.values():
		schema.pop("enum", None)  # rows from before a choice was taken away
		schema.pop("maxLength", None)
	return {"type": "object", "properties": {"name": {"type": ["string", "integer"]}, **values}}


def _written(doctype: str) -> dict:
	"""What a caller sets; what only the server sets is taken no notice of."""
	fields = [field for field in _fields(doctype) if not field.read_only]
	return {"type": "object", "properties": {field.fieldname: of_field(field) for field in fields}}


def _many(doctype: str) -> dict:
	operations = {"get": _listing(doctype)}
	if _may(doctype, "create"):
		operations["post"] = _writing(doctype, "create", f"Make a record: {doctype}")
	return operations


def _one(doctype: str) -> dict:
	operations = {
		"parameters": [{"name": "name", "in": "path", "required": True, "schema": _name(doctype)}],
		"get": _operation(doctype, "read", f"One record: {doctype}", _answer(doctype)),
	}
	if _may(doctype, "write"):
		operations["put"] = _writing(doctype, "change", f"Change a record: {doctype}")
	if _may(doctype, "delete"):
		gone = {"202": {"description": "Deleted.", "content": {"application/json": {}}}}
		operations["delete"] = _operation(doctype, "delete", f"Delete a record: {doctype}", gone, True)
	return operations


def _name(doctype: str) -> dict:
	if frappe.get_meta(doctype).issingle:
		return {"type": "string", "enum": [doctype]}
	return {"type": "string", "minLength": 1, "maxLength": 140, "pattern": r"^[A-Za-z0-9][A-Za-z0-9 -]*$"}


def _operation(doctype: str, act: str, summary: str, answers: dict, for_writing: bool = False) -> dict:
	return {
		"operationId": f"{component_of(doctype)}_{act}",
		"tags": [doctype],
		"summary": summary,
		"responses": {**answers, **errors(for_writing)},
	}


def _listing(doctype: str) -> dict:
	rows = {"type": "array", "items": {"type": "object"}}
	operation = _operation(doctype, "list", f"Records: {doctype}", _json({"data": rows}))
	operation["parameters"] = [
		_json_parameter("fields", {"type": "array", "items": {"enum": _columns(doctype)}, "minItems": 1}),
		_json_parameter("filters", _filters(doctype)),
		_parameter("order_by", {"enum": [f"{c} {d}" for c in _columns(doctype) for d in ("asc", "desc")]}),
		_parameter("limit_start", {"type": "integer", "minimum": 0, "maximum": MOST_SHOWN}),
		_parameter("limit_page_length", {"type": "integer", "minimum": 0, "maximum": MOST_SHOWN}),
	]
	return operation


def _columns(doctype: str) -> list[str]:
	return ["name", "creation", "modified", *_stored(doctype)]


def _stored(doctype: str) -> list[str]:
	return [
		field.fieldname
		for field in _fields(doctype)
		if field.fieldtype not in ("Table", "Table MultiSelect", "Password") and not field.get("is_virtual")
	]


def _filters(doctype: str) -> dict:
	"""``[[field, operator, value]]``."""
	row = {
		"type": "array",
		"prefixItems": [
			{"enum": _columns(doctype)},
			{"enum": ["=", "!=", "like"]},
			{"type": "string", "maxLength": 140},
		],
		"items": False,
		"minItems": 3,
		"maxItems": 3,
	}
	return {"type": "array", "items": row}


def _parameter(name: str, schema: dict) -> dict:
	return {"name": name, "in": "query", "required": False, "schema": schema}


def _json_parameter(name: str, schema: dict) -> dict:
	content = {"application/json": {"schema": schema}}
	return {"name": name, "in": "query", "required": False, "description": "As JSON.", "content": content}


def _writing(doctype: str, act: str, summary: str) -> dict:
	operation = _operation(doctype, act, summary, _answer(doctype), for_writing=True)
	schema = {"$ref": f"#/components/schemas/{component_of(doctype)}Written"}
	operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
	return operation


def _answer(doctype: str) -> dict:
	return _json({"data": {"$ref": f"#/components/schemas/{component_of(doctype)}"}})


def _json(properties: dict) -> dict:
	schema = {"type": "object", "properties": properties, "required": list(properties)}
	return {"200": {"description": "Done.", "content": {"application/json": {"schema": schema}}}}
