"""A canary in every text of every record type, for every situation; made from the schema, so that a new
record type with a ``case`` or a ``student`` needs nothing more. What it does need is said in `seeds`.

Rows are written as they are, without the rules of saving: the matrix asks who reads them, not how they came.
"""

import frappe
from frappe.model.naming import set_new_name
from frappe.utils import now, today

from tests.security import policy
from tests.security.canaries import app_doctypes, takes_word
from tests.security.seeds import SEEDS, situations_of
from tests.security.traces import leave_scarce_traces, leave_traces

FIRST = (
	"Mentoring Case",
	"Mentoring Nomination",
	"Mentoring Action Plan",
	"Mentoring Home Visit",
	"Mentoring Safeguarding Note",
)
DATES = {"Date": today, "Datetime": now, "Time": lambda: "10:00:00"}
NOT_SET = ("naming_series", "amended_from")


def seed_all(world) -> None:
	doctypes = app_doctypes()
	masters = [doctype for doctype in doctypes if situations_of(doctype) == (policy.PUBLIC,)]
	for doctype in dict.fromkeys((*masters, *FIRST, *doctypes)):
		for situation in situations_of(doctype):
			make_record(world, doctype, situation)
	for doctype in app_doctypes(singles=True):
		seed_single(world, doctype)
	leave_scarce_traces(world)


def make_record(world, doctype: str, situation: str):
	doc = frappe.new_doc(doctype)
	doc.creation = doc.modified = now()
	doc.owner = doc.modified_by = "Administrator"
	values = SEEDS.get(doctype, lambda world, situation: {})(world, situation)
	fill(world, doc, situation, values)
	if not doc.name:
		set_new_name(doc)
	_name_canaries(world, doc)
	doc.db_insert()
	world.add(doctype, situation, doc.name)
	_make_rows(world, doc, situation, values)
	leave_traces(world, doctype, doc.name, situation)
	return doc


def fill(world, doc, situation: str, values: dict) -> None:
	"""Every field by its type, what ``values`` names as they say."""
	for field in doc.meta.fields:
		if field.fieldname in NOT_SET or field.fieldtype in frappe.model.table_fields:
			continue
		if field.fieldname in values:
			doc.set(field.fieldname, values[field.fieldname])
		elif takes_word(field):
			doc.set(field.fieldname, world.aviary.put(None, None, situation, doc.doctype, field.fieldname))
		elif field.fieldtype == "Select":
			doc.set(field.fieldname, next(filter(None, (field.options or "").split("\n")), None))
		elif field.fieldtype == "Link":
			doc.set(field.fieldname, world.linked(field.options, situation))
		elif field.fieldtype in DATES:
			doc.set(field.fieldname, DATES[field.fieldtype]())
		elif field.fieldtype in ("Int", "Float", "Percent", "Currency"):
			doc.set(field.fieldname, 1)
	for fieldname in ("owner", "docstatus"):
		if fieldname in values:
			doc.set(fieldname, values[fieldname])


def _name_canaries(world, doc, root: str | None = None, name: str | None = None) -> None:
	"""Tell each canary of a row which record it hangs on, now that the record has a name."""
	for field in doc.meta.fields:
		canary = world.aviary.known.get(doc.get(field.fieldname)) if takes_word(field) else None
		if canary:
			world.aviary.known[doc.get(field.fieldname)] = canary._replace(
				root=root or doc.doctype, name=name or doc.name
			)


def _make_rows(world, doc, situation: str, values: dict) -> None:
	for field in doc.meta.get_table_fields():
		add_row(world, doc, field, situation, values.get(field.fieldname) or {})


def add_row(world, doc, field, situation: str, values: dict):
	row = frappe.new_doc(field.options)
	row.update({"parent": doc.name, "parenttype": doc.doctype, "parentfield": field.fieldname, "idx": 1})
	row.creation = row.modified = now()
	row.owner = row.modified_by = "Administrator"
	fill(world, row, situation, values)
	set_new_name(row)
	_name_canaries(world, row, doc.doctype, doc.name)
	row.db_insert()
	world.rows.append((field.options, row.name))
	return row


def put_into(world, doctype: str, name: str, situation: str) -> None:
	"""Canaries into a record that was made as the school makes it."""
	doc = frappe.get_doc(doctype, name)
	for field in doc.meta.fields:
		if takes_word(field):
			word = world.aviary.put(doctype, name, situation, doctype, field.fieldname)
			doc.db_set(field.fieldname, word, update_modified=False)
	for field in doc.meta.get_table_fields():
		values = {"covered_by": None, "from_date": "2000-01-01", "to_date": "2000-01-02"}  # cover long over
		add_row(world, doc, field, situation, values)
	world.records[doctype, situation] = name
	leave_traces(world, doctype, name, situation)


def seed_single(world, doctype: str) -> None:
	"""A single is the site's: a row of its tables is all that is added."""
	doc = frappe.get_doc(doctype)
	for field in doc.meta.get_table_fields():
		row = add_row(world, doc, field, policy.PUBLIC, {})
		row.db_set("idx", 999, update_modified=False)
	world.records[doctype, policy.PUBLIC] = doctype
