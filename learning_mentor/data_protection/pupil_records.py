"""Which of the app's records are about a pupil, found by the schema, so that no new record type is forgotten.

Read as the system: whoever uses the result checks first what the session user may do with it.
"""

from typing import NamedTuple

import frappe

from learning_mentor.permissions import PARENTS, RULES

STUDENT = "Student"


class Bond(NamedTuple):
	"""The link by which a record type is about a pupil: the field, and what it points to."""

	fieldname: str
	target: str


def bonds() -> dict[str, Bond]:
	"""Record types that are about one pupil -> their link to the pupil, or to a record that has one.

	In the order in which they are found: a type comes after the one that it points to.
	"""
	metas = [frappe.get_meta(doctype) for doctype in RULES if frappe.db.exists("DocType", doctype)]
	waiting = [meta for meta in metas if not meta.issingle]
	found: dict[str, Bond] = {}
	for targets in ([STUDENT], found):
		while newly := {meta.name: bond for meta in waiting if (bond := _bond(meta, targets))}:
			found.update(newly)
			waiting = [meta for meta in waiting if meta.name not in found]
	return found


def _bond(meta, targets) -> Bond | None:
	for field in meta.get_link_fields():
		if field.options in targets:
			return Bond(field.fieldname, field.options)
	return None


def shared_rows() -> dict[str, Bond]:
	"""Rows about one pupil in records about several: child doctype -> its link."""
	found = bonds()
	rows = {}
	for child, parents in PARENTS.items():
		bond = _bond(frappe.get_meta(child), [STUDENT, *found])
		if bond and not set(parents) & set(found):
			rows[child] = bond
	return rows


def of_pupil(student: str) -> dict[str, list[str]]:
	"""Record type -> names of the pupil's records, oldest first; types without a record are left out."""
	names: dict[str, list[str]] = {STUDENT: [student]}
	for doctype, bond in bonds().items():
		names[doctype] = _linked(doctype, bond, names)
	return {doctype: rows for doctype, rows in names.items() if rows and doctype != STUDENT}


def rows_of_pupil(student: str, records: dict[str, list[str]] | None = None) -> dict[str, list[str]]:
	"""Child doctype -> names of the pupil's rows in records that are about several pupils."""
	names = {STUDENT: [student], **(of_pupil(student) if records is None else records)}
	rows = {child: _linked(child, bond, names) for child, bond in shared_rows().items()}
	return {child: found for child, found in rows.items() if found}


def _linked(doctype: str, bond: Bond, names: dict[str, list[str]]) -> list[str]:
	targets = names.get(bond.target)
	if not targets:
		return []
	return frappe.get_all(
		doctype, filters={bond.fieldname: ["in", targets]}, pluck="name", order_by="creation asc, name asc"
	)
