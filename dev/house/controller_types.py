"""The types of a record's fields in its controller, from its JSON, in the form that Frappe itself writes.

Frappe writes them when a record type is saved in a developer's desk; the bench of `./run` is too old.
Format with ruff afterwards.
"""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

from sources import kept

BEGIN, END = "# begin: auto-generated types", "# end: auto-generated types"
BLOCK = re.compile(rf"\t{BEGIN}\n.*?\t{END}\n\n?", re.DOTALL)
CLASS = re.compile(r'^class (\w+)\([^)\n]*\):\n((?:\t"""(?:(?!""").)*"""\n\n?)?)', re.MULTILINE | re.DOTALL)
NO_COLUMN = {"Section Break", "Column Break", "Tab Break", "HTML", "Button", "Heading", "Fold", "Image"}
NEVER_NONE = {
	"Check",
	"Currency",
	"Float",
	"Int",
	"Percent",
	"Rating",
	"Select",
	"Table",
	"Table MultiSelect",
}
ROW_FIELDS = {"parent": "DF.Data", "parentfield": "DF.Data", "parenttype": "DF.Data"}


def findings(root: Path, write: bool) -> Iterator[str]:
	for schema in kept(root, "learning_mentor/learning_mentor/doctype/*.json"):
		controller = schema.with_suffix(".py")
		text = controller.read_text()
		expected = with_types(text, json.loads(schema.read_text()))
		if same_code(expected, text):
			continue
		if write:
			controller.write_text(expected)
		else:
			yield f"{controller.relative_to(root)}: its types are not its JSON's: python3 dev/house --write"


def same_code(one: str, other: str) -> bool:
	return ast.dump(ast.parse(one)) == ast.dump(ast.parse(other))


def with_types(text: str, doctype: dict) -> str:
	bare = BLOCK.sub("", text)
	found = CLASS.search(bare)
	name = doctype["name"].replace(" ", "").replace("-", "")
	while found and found[1] != name:
		found = CLASS.search(bare, found.end())
	if not found:
		raise SystemExit(f"{name}: its controller has no class of this name")
	rest = bare[found.end() :]
	rest = "" if re.match(r"\s*pass\s*$", rest) else rest
	return bare[: found.end()] + block(doctype) + (f"\n{rest}" if rest.strip() else rest)


def block(doctype: dict) -> str:
	fields = {field["fieldname"]: type_of(field) for field in doctype["fields"] if has_column(field)}
	if doctype.get("istable"):
		fields |= ROW_FIELDS
	if doctype.get("autoname") == "autoincrement":
		fields["name"] = "DF.Int | None"
	imports = sorted({import_of(field["options"]) for field in doctype["fields"] if is_table(field)})
	return "".join(
		[
			f"\t{BEGIN}\n\t# This code is auto-generated. Do not modify anything in this block.\n\n",
			"\tfrom typing import TYPE_CHECKING\n\n\tif TYPE_CHECKING:\n\t\tfrom frappe.types import DF\n\n",
			"".join(f"\t\t{line}\n" for line in imports) + ("\n" if imports else ""),
			"".join(f"\t\t{name}: {fields[name]}\n" for name in sorted(fields)),
			f"\t{END}\n",
		]
	)


def has_column(field: dict) -> bool:
	return field["fieldtype"] not in NO_COLUMN


def is_table(field: dict) -> bool:
	return field["fieldtype"] in ("Table", "Table MultiSelect")


def class_of(doctype: str) -> str:
	return doctype.replace(" ", "").replace("-", "")


def import_of(doctype: str) -> str:
	module = doctype.lower().replace(" ", "_").replace("-", "_")
	return f"from learning_mentor.learning_mentor.doctype.{module}.{module} import {class_of(doctype)}"


def type_of(field: dict) -> str:
	kind = field["fieldtype"]
	written = f"DF.{kind.replace(' ', '')}"
	if is_table(field):
		written = f"{written}[{class_of(field['options'])}]"
	if kind == "Select":
		options = (field.get("options") or "").split("\n")
		written = f"DF.Literal[{', '.join(json.dumps(option, ensure_ascii=False) for option in options)}]"
	return written if field.get("reqd") or kind in NEVER_NONE else f"{written} | None"
