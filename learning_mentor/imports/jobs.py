"""Checking and importing in the background, some hundred rows at a time.

Each lot is a transaction of its own, whole or not begun: a worker that dies leaves what is imported so far,
and running the same file again passes over it, since each row has a key of its own.
"""

from collections.abc import Callable, Iterator

import frappe
from frappe import _
from frappe.utils import now_datetime, strip_html

from learning_mentor.exceptions import MentoringError
from learning_mentor.imports import bulk
from learning_mentor.imports.nominations import NOMINATION, Batch, insert_alone
from learning_mentor.imports.reading import Problem, Row, read
from learning_mentor.imports.targets import Target, get_target
from learning_mentor.scheduled import whole

IMPORT = "Mentoring Import"
ROWS_AT_ONCE = 500
MOST_PROBLEMS = 1000
SNAPSHOT = "Mentoring Selection Record"


class Run:
	"""One way through the file: a check that writes nothing, or the import."""

	def __init__(self, importing, writes: bool):
		self.importing, self.writes = importing, writes
		self.target: Target = get_target(importing.target)
		self.rows: list[Row] = []
		self.problems: list[Problem] = []
		self.seen: dict[str, int] = {}  # key of a row -> its number
		self.counts = dict.fromkeys(("good_rows", "bad_rows", "present_rows", "made_rows"), 0)
		self.together = self.target.doctype == NOMINATION and not (
			bulk.obstacle(NOMINATION) or bulk.obstacle(SNAPSHOT)
		)

	def go(self) -> str:
		"""Go through all rows. Returns the state that the import is in then."""
		self.rows = read(self.importing, self.target)
		for lot in _lots(self.rows):
			if self.is_cancelled():
				return "Cancelled"
			if not self.take_whole(lot):
				return "Stopped"
			whole(lambda: self.store_progress(lot[-1]))  # noqa: B023  called here
			self.tell_progress(lot[-1])
		return "Imported" if self.writes else "Checked"

	def is_cancelled(self) -> bool:
		return bool(frappe.db.get_value(IMPORT, self.importing.name, "cancel_asked"))

	def take_whole(self, lot: list[Row]) -> bool:
		"""Take a lot in a transaction of its own; again, from what was found before it, after a deadlock."""
		counts, problems = dict(self.counts), len(self.problems)

		def as_before() -> None:
			self.counts = dict(counts)
			del self.problems[problems:]
			self.seen = {key: number for key, number in self.seen.items() if number < lot[0].number}

		return whole(lambda: self.take(lot), as_before)

	def take(self, lot: list[Row]) -> bool:
		"""Check a lot and, in an import, write it. False: a row is bad, and just clean files are wanted."""
		fresh = self.sort_out(lot)
		bad_before = self.counts["bad_rows"]
		good = self.check_together(fresh) if self.together else self.try_each(fresh, keep=False)
		self.counts["good_rows"] += len(good)
		if not self.writes:
			return True
		if self.counts["bad_rows"] > bad_before and not self.importing.only_good_rows:
			return False
		self.counts["made_rows"] += self.write(good)
		return True

	def sort_out(self, lot: list[Row]) -> list[Row]:
		"""The rows that can be read, are there once, and are no record yet."""
		readable = []
		for row in lot:
			if row.problems:
				self.refuse(*row.problems)
			elif (key := self.target.key(row.values)) in self.seen:
				reason = _("this is the same as row {0}.").format(self.seen[key])
				self.refuse(Problem(row.number, "", reason))
			else:
				self.seen[key] = row.number
				readable.append((key, row))
		present = self.target.existing([key for key, _row in readable]) if readable else set()
		self.counts["present_rows"] += sum(key in present for key, _row in readable)
		return [row for key, row in readable if key not in present]

	def refuse(self, *problems: Problem) -> None:
		self.counts["bad_rows"] += 1
		self.problems.extend(problems[: MOST_PROBLEMS - len(self.problems)])

	def check_together(self, rows: list[Row]) -> list[tuple[Row, object]]:
		"""The good ones among nominations with their documents, checked by a handful of queries."""
		made = [(row, self.make(row)) for row in rows]
		self.batch = Batch([doc for _row, doc in made], lock=self.writes)
		return [(row, doc) for row, doc in made if self.passes(row, self.batch.check, doc, row.number)]

	def try_each(self, rows: list[Row], keep: bool) -> list[tuple[Row, object]]:
		"""Insert each row, and take back what must not stay: that is the one check that forgets no rule."""
		frappe.db.savepoint("lot_of_import")
		good = []
		for row in rows:
			frappe.db.savepoint("row_of_import")
			doc = self.make(row)
			if self.passes(row, insert_alone if doc.doctype == NOMINATION else doc.__class__.insert, doc):
				good.append((row, doc))
			else:
				frappe.db.rollback(save_point="row_of_import")
		if not keep:
			frappe.db.rollback(save_point="lot_of_import")
		return good

	def write(self, good: list[tuple[Row, object]]) -> int:
		"""Write what was found good. Returns how many records were made."""
		if not good:
			return 0
		if not self.together:
			return len(self.try_each([row for row, _doc in good], keep=True))
		self.batch.write([doc for _row, doc in good])
		return len(good)

	def make(self, row: Row):
		doc = self.target.make(row.values)
		source = {"doctype": IMPORT, "docname": self.importing.name, "label": _("via Mentoring Import")}
		doc.flags.updater_reference = source
		doc.flags.school = self.importing.school
		if doc.meta.has_field("school"):
			doc.school = self.importing.school
		return doc

	def passes(self, row: Row, work: Callable, *arguments) -> bool:
		"""Do the work for a row; what refuses it is noted with the column that its reason names."""
		try:
			work(*arguments)
		except (frappe.ValidationError, frappe.PermissionError) as error:
			reason = strip_html(str(error)) or _("this row is refused.")
			frappe.clear_messages()
			self.refuse(Problem(row.number, self.column_in(reason), reason))
			return False
		return True

	def column_in(self, reason: str) -> str:
		"""The column that a reason names, as far as it can be told: "Severity 1" for one about row 1."""
		labels = sorted((_(column.label) for column in self.target.columns), key=len, reverse=True)
		return next((label for label in labels if _names(reason, label)), "")

	def store_progress(self, last: Row) -> None:
		"""So that the form shows how far it is."""
		done = self.rows.index(last) + 1
		frappe.db.set_value(
			IMPORT, self.importing.name, {"done_rows": done, "total_rows": len(self.rows), **self.counts}
		)

	def tell_progress(self, last: Row) -> None:
		share = (self.rows.index(last) + 1) / len(self.rows)
		frappe.publish_progress(100 * share, _("Import"), doctype=IMPORT, docname=self.importing.name)


def _names(reason: str, label: str) -> bool:
	word, _space, number = label.rpartition(" ")
	if number.isdigit():
		return word in reason and f" {number}:" in reason
	return reason.startswith(label) or f": {label}" in reason


def _lots(rows: list[Row]) -> Iterator[list[Row]]:
	for first in range(0, len(rows), ROWS_AT_ONCE):
		yield rows[first : first + ROWS_AT_ONCE]


def run(name: str) -> None:
	"""Job: check an import or carry it out, as the user who asked for it."""
	importing = frappe.get_doc(IMPORT, name)
	if importing.state not in ("Checking", "Importing"):
		return  # another job has done it
	job = Run(importing, writes=importing.state == "Importing")
	try:
		state, message = job.go(), ""
	except MentoringError as error:
		frappe.db.rollback()
		frappe.clear_messages()
		state, message = "Failed", strip_html(str(error))
	except Exception:
		frappe.db.rollback()
		frappe.log_error(title=f"Import {name}")
		frappe.db.commit()  # jobs only: what rolls back after it leaves it
		state, message = "Failed", _("Something went wrong: an admin finds it in the Error Log. Try again.")
	whole(lambda: close(job, state, message))


def close(job: Run, state: str, message: str) -> None:
	importing = frappe.get_doc(IMPORT, job.importing.name, for_update=True)
	importing.flags.from_job = True
	counts = {"total_rows": len(job.rows), **job.counts}
	importing.update({"state": state, "message": message, "finished_on": now_datetime(), **counts})
	importing.set("problems", [])
	for problem in job.problems:
		importing.append("problems", problem._asdict())
	importing.save(ignore_permissions=True, ignore_version=True)  # the job's: `starting` has asked
