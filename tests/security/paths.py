"""Which ways to records an actor tries, and the ways to rows of child tables and over links.

``LISTS`` ask for all rows of a doctype, ``RECORDS`` for one record by name, ``TOTALS`` for a number.
"""

import os
from collections.abc import Callable

import frappe
from werkzeug.wrappers import Response

from tests.security import policy
from tests.security.canaries import text_fields
from tests.security.lane import Lane
from tests.security.list_ways import LISTS, TOTALS, rest_list  # noqa: F401  the matrix asks by them
from tests.security.record_ways import RECORDS, rest  # noqa: F401

# The ways that somebody without any right in the desk is tried on; the others are closed by role before.
OUTSIDE = {"rest list", "client list", "desk list", "link search", "website list"}
OUTSIDE_RECORDS = {"rest", "client get", "form load", "print page", "link title"}
# Pages cost as much as twenty other requests: they are tried on these record types
PAGES, ON_PAGES = (
	{"print page", "website list", "export to a workbook"},
	{"Mentoring Case", "Mentoring Nomination", "Mentoring Safeguarding Note"},
)


def ways(table: dict, actor: str, doctype: str) -> list[tuple[str, Callable]]:
	"""The ways of a table that the actor tries on the record type: see `policy.CORE`."""
	narrow = OUTSIDE | OUTSIDE_RECORDS if actor in policy.OUTSIDERS else set(table)
	chosen = [
		(way, ask)
		for way, ask in table.items()
		if way in narrow and (way not in PAGES or doctype in ON_PAGES)
	]
	if actor in policy.CORE or os.environ.get("LM_MATRIX") == "full":
		return chosen
	return chosen[len(doctype) % 3 :: 3]


def number_in(response: Response) -> int | None:
	"""The number that a total answered; None for a refusal."""
	return response.json.get("message") if response.status_code == 200 else None


def child_rows(lane: Lane, child: str, parent: str) -> Response:
	fields = ["name", "parent", *text_fields(child)]
	asked = {"doctype": child, "parent": parent, "fields": fields, "limit_page_length": 0}
	return lane.ask("frappe.client.get_list", **asked)


def child_row(lane: Lane, child: str, parent: str, name: str) -> Response:
	return lane.ask("frappe.client.get", doctype=child, parent=parent, name=name)


def joined(lane: Lane, doctype: str, link: str, fields: list[str]) -> Response:
	asked = {"doctype": doctype, "fields": ["name", *(f"{link}.{field}" for field in fields)]}
	return lane.ask("frappe.client.get_list", **asked, limit_page_length=0)


def links_to_ours(doctype: str, ours: set[str]) -> list[tuple[str, str]]:
	return [
		(field.fieldname, field.options)
		for field in frappe.get_meta(doctype).get_link_fields()
		if field.options in ours
	]
