import frappe
from frappe import _
from frappe.model.document import Document

from learning_mentor.exceptions import MentoringError
from learning_mentor.imports.starting import AT_WORK
from learning_mentor.workflow import FollowsWorkflow

SERVER_FIELDS = (
	"state",
	"message",
	"finished_on",
	"total_rows",
	"good_rows",
	"bad_rows",
	"present_rows",
	"made_rows",
	"done_rows",
	"only_good_rows",
	"cancel_asked",
)
NEW = {"state": "New", **dict.fromkeys(SERVER_FIELDS[3:], 0), "message": None, "finished_on": None}


class MentoringImport(FollowsWorkflow, Document):
	def validate(self) -> None:
		if self.flags.from_job:
			return
		self.keep_result()
		self.start_anew_with_another_file()

	def keep_result(self) -> None:
		"""States and counts come from the jobs alone."""
		before = self.get_doc_before_save()
		self.keep_server_fields(SERVER_FIELDS)
		self.set("problems", before.problems if before else [])

	def start_anew_with_another_file(self) -> None:
		if not self.is_new() and not (
			self.has_value_changed("source_file") or self.has_value_changed("target")
		):
			return
		if self.state in AT_WORK:
			frappe.throw(_("File: this import is being worked on. Wait, or cancel it."), MentoringError)
		self.update(NEW)
		self.set("problems", [])
