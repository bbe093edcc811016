"""The base of every record that hangs on a mentoring case."""

import frappe
from frappe import _
from frappe.model.document import Document

from learning_mentor.data_protection.read_log import ReadLogged
from learning_mentor.exceptions import MentoringError
from learning_mentor.mixins import SeesChanges
from learning_mentor.permissions import RULES, NotesKey, stored

CASE = "Mentoring Case"
FROM_CASE = ("student", "student_name", "mentor", "mentor_name")


class CaseRecord(ReadLogged, NotesKey, SeesChanges, Document):
	"""Sets pupil and mentor from the case, keeps them true, and checks that the writer may write the case."""

	on_closed_case = False  # whether a closed case takes new records of this type

	def before_insert(self) -> None:
		"""Read the case while nothing is written: the check of the right to create has asked for it too."""
		self.flags.case_row = stored.case_row(self.case)

	def before_validate(self) -> None:
		self.take_from_case()

	def before_update_after_submit(self) -> None:
		self.take_from_case()

	def take_from_case(self) -> None:
		"""Raises PermissionError for a case that the session user may not write."""
		if not self.case:
			frappe.throw(_("Case is missing: choose the mentoring case."), frappe.MandatoryError)
		case = self.read_case()
		if self.is_new() and case.status == "Closed" and not self.on_closed_case:
			frappe.throw(_("Case {0} is closed: reopen it first.").format(case.name), MentoringError)
		for fieldname in FROM_CASE:
			self.set(fieldname, case.get(fieldname))

	def read_case(self):
		"""The case, if the session user may write it, without its child tables: a query each with every save.

		With them for a user with User Permissions, which Frappe asks about the links in child rows too.
		Raises PermissionError and DoesNotExistError.
		"""
		row = self.flags.pop("case_row", None)
		if not row or row.name != self.case:
			row = stored.case_row(self.case)
		if not row or frappe.permissions.get_user_permissions(frappe.session.user):
			case = frappe.get_doc(CASE, self.case)
		else:
			case = frappe.get_doc({"doctype": CASE, **row})
		if not self.flags.ignore_permissions:
			with stored.just_read(CASE, case):
				case.check_permission("write")
		return case


def case_bound_doctypes() -> list[str]:
	"""Doctypes whose rows carry the access key of a case, found by their fields."""
	return [
		doctype
		for doctype in RULES
		if frappe.db.table_exists(doctype)
		and {"case", "mentor"} <= set(frappe.get_meta(doctype).get_valid_columns())
	]


def move_access(case: str, mentor: str, mentor_name: str | None) -> None:
	"""Give all records of a case the key of its new mentor, within the caller's transaction."""
	for doctype in case_bound_doctypes():
		table = frappe.qb.DocType(doctype)
		(
			frappe.qb.update(table)
			.set(table.mentor, mentor)
			.set(table.mentor_name, mentor_name)
			.where(table.case == case)
		).run()


def index_access_key(doctype: str) -> None:
	"""The indexes that keep permission-filtered lists as fast as unfiltered ones, by either usual order.

	Over one key the first column is the key; over several (`permissions.in_order`) it is the order.
	"""
	add_index(doctype, "mentor", "modified")
	add_index(doctype, "modified", "mentor")
	order = frappe.get_meta(doctype).sort_field
	if order and order != "modified":
		add_index(doctype, "mentor", order)
		add_index(doctype, order, "mentor")
		add_index(doctype, order, "name")


def add_index(doctype: str, *fieldnames: str, prefix: str | None = None) -> None:
	"""Index columns together. Quoted, since ``case`` is a word of SQL and Frappe leaves the names bare."""
	name = "_".join(filter(None, (prefix, *fieldnames, "index")))
	frappe.db.add_index(doctype, [f"`{fieldname}`" for fieldname in fieldnames], name)
