"""Who read what: a line for each record about a pupil that is handed to a reader.

Frappe's View Log is not enough: it knows forms alone, and any log of its kind can be cleared by a System
Manager. Lists have a line of their own (`list_log`), exports are in Frappe's Access Log.
"""

import frappe
from frappe.utils import now_datetime

LOG = "Mentoring Read Log"
CASE = "Mentoring Case"
FORM_LOAD = "frappe.desk.form.load.getdoc"


class ReadLogged:
	"""Mixin of every record type about a pupil, before Frappe's own base class.

	Frappe calls ``apply_fieldlevel_read_permissions`` where it has checked the right to read and is about to
	hand the document out: form, REST and ``frappe.client.get``, on 15 and 16; ``before_print`` for print and
	PDF. What cannot be logged is not handed out.
	"""

	def apply_fieldlevel_read_permissions(self) -> None:
		note(self, "Form" if frappe.form_dict.get("cmd") == FORM_LOAD else "API")
		super().apply_fieldlevel_read_permissions()

	def before_print(self, settings=None) -> None:
		note(self, "Print")


def note(doc, way: str) -> None:
	"""Log that the session user reads this document, once per request and ``way`` (a choice of the log's)."""
	if not doc.name or doc.get("__islocal"):
		return
	noted = _noted_in_this_request()
	line = (frappe.session.user, doc.doctype, doc.name, way)
	if line not in noted:
		noted.add(line)
		_write(doc, way)


def _noted_in_this_request() -> set[tuple]:
	if not hasattr(frappe.local, "noted_readings"):
		frappe.local.noted_readings = set()
	return frappe.local.noted_readings


@frappe.write_only()  # a report that reads from a replica writes this to the primary all the same
def _write(doc, way: str) -> None:
	frappe.get_doc(
		{
			"doctype": LOG,
			"reader": frappe.session.user,
			"read_on": now_datetime(),
			"way": way,
			"record_type": doc.doctype,
			"record": doc.name,
			"mentoring_case": case_of(doc),
		}
	).db_insert()  # without the document's hooks: every value is the server's, and each reading pays for it
	frappe.local.flags.commit = True  # Frappe rolls a GET back otherwise; its View Log does the same


def case_of(doc) -> str | None:
	return doc.name if doc.doctype == CASE else doc.get("case") or doc.get("mentoring_case")
