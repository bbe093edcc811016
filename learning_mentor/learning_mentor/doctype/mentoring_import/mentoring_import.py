import frappe
from frappe import _
from frappe.model.document import Document

from learning_mentor.exceptions import MentoringError
from learning_mentor.imports.starting import AT_WORK
from learning_mentor.permissions import KnowsItsRow
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


class MentoringImport(FollowsWorkflow, KnowsItsRow, Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from learning_mentor.learning_mentor.doctype.mentoring_import_problem.mentoring_import_problem import (
			MentoringImportProblem,
		)

		bad_rows: DF.Int
		cancel_asked: DF.Check
		done_rows: DF.Int
		finished_on: DF.Datetime | None
		good_rows: DF.Int
		made_rows: DF.Int
		message: DF.SmallText | None
		only_good_rows: DF.Check
		present_rows: DF.Int
		problems: DF.Table[MentoringImportProblem]
		school: DF.Link | None
		source_file: DF.Attach | None
		state: DF.Literal[
			"New", "Checking", "Checked", "Importing", "Imported", "Stopped", "Cancelled", "Failed"
		]
		target: DF.Literal["Nominations", "Mentors", "Agencies", "Strategies"]
		total_rows: DF.Int
	# end: auto-generated types

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
