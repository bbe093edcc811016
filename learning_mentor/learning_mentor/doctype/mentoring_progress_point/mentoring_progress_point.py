import frappe
from frappe import _
from frappe.utils import getdate

from learning_mentor.case_record import CaseRecord, add_index, index_access_key
from learning_mentor.exceptions import LockedTextError, MentoringError

MEASURED = ("target_number", "measured_on", "value")


class MentoringProgressPoint(CaseRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		case: DF.Link
		measured_on: DF.Date
		mentor: DF.Link | None
		mentor_name: DF.Data | None
		plan: DF.Link
		session: DF.Link | None
		source: DF.Literal["Session", "Review", "Entered"]
		student: DF.Link | None
		student_name: DF.Data | None
		target_number: DF.Int
		value: DF.Float
	# end: auto-generated types

	def validate(self) -> None:
		self.keep_origin()
		self.check_target()
		if getdate(self.measured_on) > getdate():
			frappe.throw(_("Measured on is in the future."), MentoringError)

	def keep_origin(self) -> None:
		"""Sessions and reviews make their points themselves; by hand just an entered one is changed."""
		if self.flags.placed_by_code:
			return
		before = self.get_doc_before_save()
		self.source = before.source if before else "Entered"
		self.session = before.session if before else None
		if self.source != "Entered" and any(self.has_value_changed(field) for field in MEASURED):
			frappe.throw(
				_("This point was taken from a session or a review: correct it there, or enter a new one."),
				LockedTextError,
			)

	def check_target(self) -> None:
		plan = frappe.db.get_value("Mentoring Action Plan", self.plan, ["case", "status"], as_dict=True)
		if not plan or plan.case != self.case:
			frappe.throw(_("Action plan: choose a plan of this case."), MentoringError)
		known = {"parent": self.plan, "parenttype": "Mentoring Action Plan", "idx": self.target_number}
		if not frappe.db.exists("Mentoring Plan Target", known):
			frappe.throw(_("Target: the plan has no target {0}.").format(self.target_number), MentoringError)


def on_doctype_update() -> None:
	index_access_key("Mentoring Progress Point")
	add_index("Mentoring Progress Point", "plan", "measured_on")
