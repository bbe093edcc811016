"""Texts in the JSON records of the app.

Those of a DocType have it as their context, as Frappe 16 asks for them, and stand without a context too:
Frappe 15 and our own pages ask for them that way.
"""

import json
from collections.abc import Iterator

from . import templates
from .message import LETTER, Message, Texts

# Record type -> the fields whose values people see
SHOWN = {
	"Workspace": ("label", "title"),
	"Workspace Sidebar": ("title",),
	"Desktop Icon": ("label",),
	"Report": ("report_name",),
	"Page": ("title", "page_name"),
	"Print Format": ("name",),
	"Number Card": ("label",),
	"Dashboard Chart": ("chart_name",),
	"Dashboard": ("dashboard_name",),
	"Module Onboarding": ("title", "subtitle", "success_message"),
	"Onboarding Step": ("title", "action_label", "description", "report_description", "callback_message"),
	"Form Tour": ("title",),
	"Web Form": ("title", "introduction_text", "success_title", "success_message", "button_label"),
	"Notification": ("subject",),
	"Email Template": ("name",),
	"Web Page": ("title",),
	"Kanban Board": ("kanban_board_name",),
	"Role": ("role_name",),
	"Role Profile": ("role_profile",),
	"Module Profile": ("module_profile_name",),
	"Workflow": (),
	"Workflow State": ("workflow_state_name",),
	"Workflow Action Master": ("workflow_action_name",),
}
# Child table -> the fields of its rows
ROWS = {
	"links": ("label", "description"),
	"shortcuts": ("label", "format"),
	"charts": ("label",),
	"number_cards": ("label",),
	"quick_lists": ("label",),
	"items": ("label",),
	"columns": ("label", "column_name"),
	"filters": ("label",),
	"steps": ("title", "description"),
	"web_form_fields": ("label", "description"),
}
JINJA_FIELDS = ("html", "message", "response", "response_html")
CONTENT = ("header", "paragraph", "text")


def read(code: str, path: str) -> Texts:
	data = json.loads(code)
	texts = Texts([], [])
	for record in data if isinstance(data, list) else [data]:
		if isinstance(record, dict) and record.get("doctype"):
			_record(record, path, texts)
	return texts


def _record(record: dict, path: str, texts: Texts) -> None:
	found = _doctype(record) if record["doctype"] == "DocType" else _other(record)
	for source, context, comment in found:
		if source and LETTER.search(source):
			texts.messages.append(Message(source, context, path, comment))
	for field in JINJA_FIELDS:
		if record["doctype"] != "DocType" and isinstance(record.get(field), str):
			texts.add(templates.read(record[field], path))


Found = Iterator[tuple[str | None, str | None, str]]


def _doctype(doctype: dict) -> Found:
	name = doctype["name"]
	yield name, None, "Name of a DocType"
	yield doctype.get("description"), None, f"Description of the DocType '{name}'"
	for source, comment in _parts(doctype):
		yield source, name, comment
		yield source, None, ""
	for permission in doctype.get("permissions", []):
		yield permission.get("role"), None, "Name of a role"


def _parts(doctype: dict) -> Iterator[tuple[str | None, str]]:
	name = doctype["name"]
	for field in doctype.get("fields", []):
		yield from _field(field, name)
	for link in doctype.get("links", []):
		yield link.get("group"), f"Group in {name}'s connections"
		yield link.get("link_doctype"), f"Linked DocType in {name}'s connections"
	for action in doctype.get("actions", []):
		yield action.get("label"), f"Label of an action in DocType '{name}'"
		yield action.get("group"), f"Group of actions in DocType '{name}'"
	for state in doctype.get("states", []):
		yield state.get("title"), f"State in DocType '{name}'"


def _field(field: dict, doctype: str) -> Iterator[tuple[str | None, str]]:
	kind, called = field.get("fieldtype"), field.get("label") or field.get("fieldname")
	yield field.get("label"), f"Label of a {kind} field in DocType '{doctype}'"
	place = f"the '{called}' ({kind}) field in DocType '{doctype}'"
	yield field.get("description"), f"Description of {place}"
	yield field.get("placeholder"), f"Placeholder of {place}"
	options = field.get("options") or ""
	if kind == "Select":
		yield from ((option, f"Option for {place}") for option in options.split("\n"))
	elif kind == "HTML":
		yield options, f"Content of {place}"


def _other(record: dict) -> Found:
	kind = record["doctype"]
	if kind not in SHOWN:
		return
	for field in SHOWN[kind]:
		yield record.get(field), None, f"{field.replace('_', ' ').capitalize()} of a {kind}"
	for table, fields in ROWS.items():
		for row in record.get(table) or []:
			yield from _row(row, fields, f"{table.rstrip('s').replace('_', ' ')} of a {kind}")
	if kind == "Workspace":
		yield from _content(record.get("content") or "[]")


def _row(row: dict, fields: tuple[str, ...], place: str) -> Found:
	"""The label of a link to a DocType has that as its context too."""
	is_doctype = "DocType" in (row.get("link_type"), row.get("type"))
	for field in fields:
		yield row.get(field), None, f"{field.capitalize()} of a {place}"
		if is_doctype and row.get("link_to"):
			yield row.get(field), row["link_to"], f"{field.capitalize()} of a {place}"


def _content(content: str) -> Found:
	"""Frappe translates a text in a workspace's content as a whole, tags included."""
	for block in json.loads(content):
		if block.get("type") in CONTENT:
			yield block["data"].get("text"), None, "Text in a Workspace"
