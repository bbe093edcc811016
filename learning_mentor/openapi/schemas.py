"""Python's types and Frappe's fields as JSON Schema (2020-12, as OpenAPI 3.1 has it)."""

import types
from datetime import date, datetime, timedelta
from inspect import getdoc
from typing import Annotated, Union, get_args, get_origin, get_type_hints, is_typeddict

from learning_mentor.rest.shapes import Bounds, Choice, Format, Shape

DATE = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
MOMENT = {
	"type": "string",
	"pattern": r"^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}(\.\d{1,6})?$",
	"description": "In the school's own time.",
}
SIMPLE = {
	str: {"type": "string"},
	int: {"type": "integer"},
	float: {"type": "number"},
	bool: {"type": "boolean"},
	dict: {"type": "object"},
	list: {"type": "array"},
	date: DATE,
	datetime: MOMENT,
	timedelta: {"type": "string"},
	type(None): {"type": "null"},
}
LARGEST_NUMBER = 1_000_000


class Schemas:
	"""Makes schemas, and keeps those of typed shapes to be referred to: ``components`` by name."""

	def __init__(self):
		self.components: dict[str, dict] = {}

	def of(self, kind) -> dict:
		if is_typeddict(kind):
			return self._shape(kind)
		origin = get_origin(kind)
		if origin is Annotated:
			return self._annotated(kind)
		if origin in (Union, types.UnionType):
			return self._union(get_args(kind))
		if origin is list:
			return {"type": "array", "items": self.of(get_args(kind)[0])}
		if origin is dict:
			return {"type": "object", "additionalProperties": self.of(get_args(kind)[1])}
		return dict(SIMPLE[kind])

	def _union(self, kinds: tuple) -> dict:
		schemas = [self.of(kind) for kind in kinds]
		return schemas[0] if len(schemas) == 1 else {"anyOf": schemas}

	def _annotated(self, kind) -> dict:
		base, *words = get_args(kind)
		for word in words:
			match word:
				case Shape(shape):
					return self.of(shape)
				case Bounds(lowest, highest):
					return {"type": "integer", "minimum": lowest, "maximum": highest}
				case Choice(values):
					return {"type": "string", "enum": list(values)}
				case Format("date"):
					return dict(DATE)
				case Format(_):
					return dict(MOMENT)
		return self.of(base)

	def _shape(self, kind) -> dict:
		name = kind.__name__
		if name not in self.components:
			self.components[name] = {}  # a shape may hold itself
			hints = get_type_hints(kind, include_extras=False)
			self.components[name] = {
				"type": "object",
				"properties": {field: self.of(hint) for field, hint in hints.items()},
				"required": sorted(kind.__required_keys__),
				**({"description": kind.__doc__.strip()} if _has_own_doc(kind) else {}),
			}
		return {"$ref": f"#/components/schemas/{name}"}


def _has_own_doc(kind) -> bool:
	return bool(kind.__doc__) and not kind.__doc__.startswith("dict(")


def first_line(documented) -> str:
	return (getdoc(documented) or "").partition("\n")[0]


TEXT_FIELDS = {"Data": 140, "Link": 140, "Dynamic Link": 140, "Phone": 140, "Read Only": 140}
LONG_TEXT = ("Small Text", "Text", "Long Text", "Text Editor", "Code", "Attach", "Attach Image", "Password")
LONGEST_TEXT = 10_000


def of_field(field) -> dict:
	"""Schema of a field's value. Everything but numbers may be null."""
	schema = _of_kind(field)
	if isinstance(schema.get("type"), str) and schema["type"] not in ("array",):
		schema["type"] = [schema["type"], "null"]
	if field.label:
		schema["title"] = field.label
	return schema


def _of_kind(field) -> dict:
	kind = field.fieldtype
	if kind == "Select":
		options = [option for option in (field.options or "").split("\n")]
		return {"type": "string", "enum": [*dict.fromkeys(["", *options]), None]}
	if kind == "Check":
		return {"type": "integer", "minimum": 0, "maximum": 1}
	if kind == "Int":
		return {"type": "integer", "minimum": -LARGEST_NUMBER, "maximum": LARGEST_NUMBER}
	if kind in ("Float", "Currency", "Percent", "Rating", "Duration"):
		return {"type": "number"}
	if kind == "Date":
		return dict(DATE)
	if kind == "Datetime":
		return dict(MOMENT)
	if kind in ("Table", "Table MultiSelect"):
		return {"type": "array", "items": {"$ref": f"#/components/schemas/{component_of(field.options)}"}}
	if kind in LONG_TEXT:
		return {"type": "string", "maxLength": LONGEST_TEXT}
	return {"type": "string", "maxLength": field.length or TEXT_FIELDS.get(kind, 140)}


def component_of(doctype: str) -> str:
	return doctype.replace(" ", "").replace("-", "")
