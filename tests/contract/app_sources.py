"""What the sources of learning_mentor name: packages, record types, and fields of record types."""

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

CLONE = Path(__file__).resolve().parents[2]
APP = CLONE / "learning_mentor"
TAKES_RECORD_TYPE = {
	"DocType",
	"count",
	"delete",
	"delete_doc",
	"exists",
	"get_all",
	"get_cached_doc",
	"get_cached_value",
	"get_doc",
	"get_last_doc",
	"get_list",
	"get_lazy_doc",
	"get_meta",
	"get_single_value",
	"get_value",
	"get_values",
	"has_permission",
	"new_doc",
	"rename_doc",
	"set_value",
}
FILTERS_SECOND = {"count", "exists", "get_cached_value", "get_value", "get_values", "set_value"}
FIELDS_THIRD = {"get_cached_value", "get_value", "get_values", "set_value"}
PLAIN_FIELD = re.compile(r"[a-z][a-z0-9_]*")
SCRIPT_STRING = re.compile(r"""(["'`])([^"'`\n]*)\1""")


class Named(NamedTuple):
	"""A name and where it stands: ``learning_mentor/portal.py:88``."""

	name: str
	place: str


class NamedField(NamedTuple):
	record_type: str
	field: str
	place: str


@cache
def modules() -> tuple[tuple[Path, ast.Module], ...]:
	return tuple((path, ast.parse(path.read_text(), path.name)) for path in sorted(APP.rglob("*.py")))


def nodes() -> Iterator[tuple[Path, ast.AST]]:
	for path, module in modules():
		for node in ast.walk(module):
			yield path, node


def place(path: Path, line: int) -> str:
	return f"{path.relative_to(CLONE)}:{line}"


def imported_packages() -> Iterator[Named]:
	for path, node in nodes():
		if isinstance(node, ast.Import):
			names = [alias.name for alias in node.names]
		elif isinstance(node, ast.ImportFrom) and not node.level:
			names = [node.module]
		else:
			continue
		for name in names:
			yield Named(name.split(".")[0], place(path, node.lineno))


def strings() -> Iterator[Named]:
	"""Every string of the Python sources and scripts."""
	for path, node in nodes():
		if isinstance(node, ast.Constant) and isinstance(node.value, str):
			yield Named(node.value, place(path, node.lineno))
	for path in sorted(APP.rglob("*.js")):
		for number, line in enumerate(path.read_text().splitlines(), 1):
			for _quote, text in SCRIPT_STRING.findall(line):
				yield Named(text, place(path, number))


def record_types() -> Iterator[Named]:
	"""Names where Frappe takes a record type: first argument of a call, key "doctype" of a dict."""
	for path, node in nodes():
		for name in (_record_type_of_call(node), *_record_types_of_dict(node)):
			if name:
				yield Named(name, place(path, node.lineno))


def fields() -> Iterator[NamedField]:
	"""Fields that a call names together with their record type; those of query builders cannot be told."""
	for path, node in nodes():
		record_type = _record_type_of_call(node)
		for field in _fields_of_call(node) if record_type else ():
			yield NamedField(record_type, field, place(path, node.lineno))
		made = _record_types_of_dict(node)
		for field in _texts(node) if made else ():
			yield NamedField(made[0], field, place(path, node.lineno))


def own_record_types() -> Iterator[tuple[str, dict]]:
	"""``(path, definition)`` of every record type of the app."""
	for path in sorted(APP.glob("*/doctype/*/*.json")):
		definition = json.loads(path.read_text())
		if definition.get("doctype") == "DocType":
			yield str(path.relative_to(CLONE)), definition


def _called(node: ast.AST) -> str | None:
	return node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else None


def _record_type_of_call(node: ast.AST) -> str | None:
	if _called(node) not in TAKES_RECORD_TYPE or not node.args or not _is_call_of_frappe(node):
		return None
	first = node.args[0]
	return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None


def _is_call_of_frappe(node: ast.Call) -> bool:
	"""Not ``doc.has_permission("read")`` and the like: the record type there is the document's own."""
	owner = node.func.value
	is_path = isinstance(owner, ast.Name | ast.Attribute)
	return is_path and ast.unparse(owner).split(".")[0] == "frappe"


def _record_types_of_dict(node: ast.AST) -> list[str]:
	if not isinstance(node, ast.Dict):
		return []
	pairs = zip(node.keys, node.values, strict=True)
	return [
		value.value
		for key, value in pairs
		if isinstance(key, ast.Constant) and key.value == "doctype" and isinstance(value, ast.Constant)
	]


def _fields_of_call(node: ast.Call) -> Iterator[str]:
	named = {keyword.arg: keyword.value for keyword in node.keywords}
	sources = [named.get(key) for key in ("filters", "or_filters", "fields", "fieldname", "pluck")]
	for position, calls in ((1, FILTERS_SECOND), (2, FIELDS_THIRD)):
		if _called(node) in calls and len(node.args) > position:
			argument = node.args[position]
			is_name_of_record = position == 1 and not isinstance(argument, ast.Dict)
			sources.append(None if is_name_of_record else argument)
	for source in filter(None, sources):
		yield from _texts(source)


def _texts(node: ast.AST) -> Iterator[str]:
	"""Plain field names among a string, a list of strings or the keys of a dict."""
	if isinstance(node, ast.Dict):
		candidates = node.keys
	else:
		candidates = node.elts if isinstance(node, ast.List | ast.Tuple) else [node]
	for candidate in candidates:
		text = candidate.value if isinstance(candidate, ast.Constant) else None
		if isinstance(text, str) and PLAIN_FIELD.fullmatch(text):
			yield text
