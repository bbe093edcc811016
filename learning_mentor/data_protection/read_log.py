"""Who read what: a line for each record about a pupil that is handed to a reader.

Frappe's View Log is not enough: it knows forms alone, and any log of its kind can be cleared by a System
Manager. Lists have a line of their own (`list_log`), and so have single values (`value_log`); what writes
answer with, `answer_log` sees to; exports are in Frappe's Access Log.
"""

import frappe
from frappe.model.base_document import get_controller
from frappe.utils import now_datetime

from learning_mentor.permissions import PARENTS
from learning_mentor.permissions.stored import KnowsItsRow
from learning_mentor.rest.calls import asked_method

LOG = "Mentoring Read Log"
CASE = "Mentoring Case"
FORM_LOAD = "frappe.desk.form.load.getdoc"

# With everything that is read: as text it costs a tenth of the same line as a document
ADD_LINE = f"""
	insert into `tab{LOG}` (name, creation, modified, owner, modified_by, reader, read_on, way, record_type,
		record, mentoring_case, records, how_many)
	values (%(name)s, %(now)s, %(now)s, %(reader)s, %(reader)s, %(reader)s, %(now)s, %(way)s, %(record_type)s,
		%(record)s, %(mentoring_case)s, %(records)s, %(how_many)s)
"""


class ReadLogged(KnowsItsRow):
	"""Mixin of every record type about a pupil, before Frappe's own base class.

	Frappe calls ``apply_fieldlevel_read_permissions`` where it has checked the right to read and is about to
	hand the document out: form, REST and ``frappe.client.get``, on 15 and 16; ``before_print`` for print and
	PDF. What cannot be logged is not handed out.
	"""

	def apply_fieldlevel_read_permissions(self) -> None:
		note(self, "Form" if asked_method() == FORM_LOAD else "API")
		super().apply_fieldlevel_read_permissions()

	def check_permission(self, permtype="read", permlevel=None) -> None:
		super().check_permission(permtype, permlevel)
		if permtype == "print":  # asked by those ways to paper that call no hook
			note(self, "Print")

	def before_print(self, settings=None) -> None:
		note(self, "Print")


def is_logged(doctype: str) -> bool:
	return issubclass(get_controller(doctype), ReadLogged)


def is_about_pupils(doctype: str) -> bool:
	"""Whether its rows, or the records that hold them, are logged."""
	return any(is_logged(each) for each in PARENTS.get(doctype, (doctype,)))


def is_noted(doc) -> bool:
	"""Whether this request has logged that the session user reads this document, whichever way."""
	return any(line[:3] == (frappe.session.user, doc.doctype, doc.name) for line in _noted_in_this_request())


def note(doc, way: str) -> None:
	"""Log that the session user reads this document, once per request and ``way`` (a choice of the log's)."""
	if not doc.name or doc.get("__islocal"):
		return
	noted = _noted_in_this_request()
	line = (frappe.session.user, doc.doctype, doc.name, way)
	if line not in noted:
		noted.add(line)
		_write(doc, way)


def note_rows(doctype: str, names: list[str]) -> None:
	"""Log that the session user is shown these records side by side; nothing where there are none."""
	if names:
		add_line("List", doctype, records="\n".join(names), how_many=len(names))
		frappe.local.flags.commit = True


def _noted_in_this_request() -> set[tuple]:
	if not hasattr(frappe.local, "noted_readings"):
		frappe.local.noted_readings = set()
	return frappe.local.noted_readings


def _write(doc, way: str) -> None:
	add_line(way, doc.doctype, record=doc.name, mentoring_case=case_of(doc))
	frappe.local.flags.commit = True  # Frappe rolls a GET back otherwise; its View Log does the same


def add_line(way: str, record_type: str, **more) -> None:
	"""Write a line of the log, by the session user and of this moment.

	``more``: ``record`` and ``mentoring_case`` of one record; ``records`` (names, a line each) and
	``how_many`` rows of a list.
	"""
	line = {"record": None, "mentoring_case": None, "records": None, "how_many": 0, **more}
	line |= {"way": way, "record_type": record_type, "reader": frappe.session.user}
	_insert({"name": frappe.generate_hash(length=10), "now": now_datetime(), **line})


def _insert_here(line: dict) -> None:
	frappe.db.sql(ADD_LINE, line)


vars(_insert_here)["fnargs"] = []  # what Frappe reads from the signature otherwise, with each call
# A report that reads from a replica writes this to the primary all the same
_insert = frappe.write_only()(_insert_here)


def case_of(doc) -> str | None:
	return doc.name if doc.doctype == CASE else doc.get("case") or doc.get("mentoring_case")


def case_named(doctype: str, name: str) -> str | None:
	"""As `case_of`, of a record that is not at hand."""
	if doctype == CASE:
		return name
	meta = frappe.get_meta(doctype)
	fieldname = next((each for each in ("case", "mentoring_case") if meta.has_field(each)), None)
	return frappe.db.get_value(doctype, name, fieldname) if fieldname else None
