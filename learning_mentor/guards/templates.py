"""Templates of people who are no admins: what Frappe's functions read in one, they read past all rights.

An admin may write whatever the site does; whoever repeats invoices by mail fills in their fields.
"""

import frappe
from frappe import _
from jinja2 import Environment, TemplateSyntaxError, meta, nodes

ADMIN = "System Manager"
FILLED_IN = frozenset(("doc", "_", "frappe"))
OF_A_FIELD = frozenset(("get", "get_formatted"))
FORMAT = frozenset(
	(
		"_",
		*(f"frappe.{name}" for name in ("format", "format_value", "format_date")),
		*(f"frappe.utils.{name}" for name in ("fmt_money", "format_date", "formatdate", "nowdate", "today")),
	)
)
ELSEWHERE = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)
OF_AUTO_REPEAT = ("message", "subject")


def check(*templates) -> None:
	"""Raise PermissionError for a template that asks for more than fields of its document."""
	if ADMIN in frappe.get_roles():
		return
	if any(map(_asks_for_more, templates)):
		frappe.throw(
			_(
				"A template may contain fields of its document only, such as {0}. "
				"Ask a System Manager for anything else."
			).format("{{ doc.name }}"),
			frappe.PermissionError,
		)


def check_auto_repeat(doc, method: str | None = None) -> None:
	"""Hook of Auto Repeat, whose mails are written by whoever may repeat a document."""
	check(*(doc.get(field) for field in OF_AUTO_REPEAT if doc.is_new() or doc.has_value_changed(field)))


def _asks_for_more(template) -> bool:
	if not template or not isinstance(template, str):
		return False
	try:
		parsed = Environment(autoescape=True).parse(template)
	except TemplateSyntaxError:
		return False  # Frappe tells it in its own words
	if meta.find_undeclared_variables(parsed) - FILLED_IN or parsed.find(ELSEWHERE):
		return True
	called = list(parsed.find_all(nodes.Call))
	named = sum(name.name == "frappe" for name in parsed.find_all(nodes.Name))
	return not all(map(_formats, called)) or named > sum(_path(call.node)[0] == "frappe" for call in called)


def _formats(call: nodes.Call) -> bool:
	path = _path(call.node)
	return ".".join(path) in FORMAT or (path[0] == "doc" and path[-1] in OF_A_FIELD)


def _path(node: nodes.Node) -> list[str]:
	"""As ``["frappe", "utils", "today"]``; with an empty word for what is no name."""
	if isinstance(node, nodes.Getattr):
		return [*_path(node.node), node.attr]
	return [node.name if isinstance(node, nodes.Name) else ""]
