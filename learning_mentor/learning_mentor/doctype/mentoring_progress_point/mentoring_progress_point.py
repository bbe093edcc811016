import frappe
from frappe import _
from frappe.utils import getdate

from learning_mentor.case_record import CaseRecord, add_index, index_access_key
from learning_mentor.exceptions import MentoringError


class MentoringProgressPoint(CaseRecord):
	def validate(self) -> None:
		self.source = self.source or "Entered"
		self.check_target()
		if getdate(self.measured_on) > getdate():
			frappe.throw(_("Measured on is in the future."), MentoringError)

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
