"""Disposal of records whose time has come: prepared by one, approved by another, done in the background.

Nothing is disposed of by itself. Each pupil is one transaction, so that a run which was broken off goes on
where it was; what remains of the pupil are totals (`learning_mentor.data_protection.kept_totals`).
"""

from collections import Counter

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from learning_mentor import long_jobs
from learning_mentor.api.shapes.common import DryRun
from learning_mentor.data_protection import kept_totals, pupil_records, retention, traces
from learning_mentor.exceptions import FourEyesError, MentoringError
from learning_mentor.permissions import require_data_protection, scope
from learning_mentor.scheduled import each_alone, whole

DISPOSAL = "Mentoring Disposal"
PREVIEW, APPROVED, RUNNING, DONE, CANCELLED = "Preview", "Approved", "Running", "Done", "Cancelled"
DISPOSED, KEPT = "Disposed", "Kept"


def prepare(as_of=None) -> str:
	"""List what is due by ``as_of`` (default: today) in a new disposal. Returns its name; deletes nothing.

	Raises PermissionError, and MentoringError for a day that is still to come.
	"""
	require_data_protection()
	disposal = frappe.new_doc(DISPOSAL)
	disposal.as_of = getdate(as_of)
	return disposal.insert().name


def fill(disposal) -> None:
	"""Write into a disposal what is due, and what is kept although it is."""
	lines, kept = retention.due(disposal.as_of, disposal.school)
	disposal.set("lines", [])
	for line in lines:
		disposal.append(
			"lines",
			{
				"record_type": line.record_type,
				"records": len(line.names),
				"student": line.student,
				"student_name": _name_of(line.student),
				"due_on": line.due_on,
			},
		)
	disposal.kept = "\n".join(
		f"{reason}: {number}" for reason, number in sorted(Counter(kept.values()).items())
	)


def _name_of(student: str | None) -> str | None:
	return frappe.db.get_value("Student", student, "student_name") if student else None


def _disposal(name: str, *statuses: str):
	require_data_protection()
	scope.require(DISPOSAL, name)
	disposal = frappe.get_doc(DISPOSAL, name, for_update=True)
	disposal.check_permission("write")
	if disposal.status not in statuses:
		frappe.throw(
			_("Status is {0}: this cannot be done any more.").format(frappe.bold(_(disposal.status))),
			MentoringError,
		)
	return disposal


def _store(disposal, **values) -> None:
	disposal.update(values)
	disposal.flags.written_by_code = True
	disposal.save(ignore_permissions=True)  # by whoever was checked before, or by the job that carries it out


def refresh(name: str) -> None:
	"""Look again what is due. What others prepared becomes the user's own."""
	disposal = _disposal(name, PREVIEW)
	fill(disposal)
	_store(disposal, prepared_by=frappe.session.user, prepared_on=now_datetime())


def dry_run(name: str) -> DryRun:
	"""Do all of it and take it back. Returns ``{"records": {type: number}, "traces": number}``."""
	disposal = _disposal(name, PREVIEW, APPROVED)
	point = "dry_run"
	frappe.db.savepoint(point)
	records: Counter = Counter()
	quoted = 0
	for student in _students(disposal):
		done, more = _dispose_of(
			student, _types(disposal, student), disposal.as_of, disposal.school, is_dry=True
		)
		records.update(done)
		quoted += more
	frappe.db.rollback(save_point=point)
	return {"records": dict(records), "traces": quoted}


def approve(name: str) -> None:
	"""A second person says that what is listed may go, and the work begins. Raises FourEyesError."""
	disposal = _disposal(name, PREVIEW)
	if not disposal.lines:
		frappe.throw(_("What goes: there is nothing to dispose of."), MentoringError)
	_store(disposal, status=APPROVED, approved_by=frappe.session.user, approved_on=now_datetime())
	long_jobs.ask_for(DISPOSAL, name)


def resume(name: str) -> None:
	"""Go on with a disposal whose job was broken off."""
	_disposal(name, APPROVED, RUNNING)
	long_jobs.ask_for(DISPOSAL, name)


def cancel(name: str) -> None:
	"""Give up a disposal before anything went; the names of pupils in it go."""
	disposal = _disposal(name, PREVIEW, APPROVED)
	_forget_people(disposal)
	_store(disposal, status=CANCELLED)
	_forget_changes(name)


def check_four_eyes(disposal) -> None:
	"""Raise FourEyesError when whoever prepared it approves it."""
	if disposal.approved_by and disposal.approved_by == disposal.prepared_by:
		frappe.throw(_("Approved by: somebody else than who prepared it has to approve."), FourEyesError)


def run(disposal: str) -> None:
	"""The background job: pupil by pupil, each in a transaction of its own; may be run again at any time.

	A pupil who cannot be disposed of keeps none of the others waiting. Raises RuntimeError in the end, so
	that `long_jobs.pick_up` waits an hour before it asks for the rest again.
	"""
	doc = frappe.get_doc(DISPOSAL, disposal, for_update=True)
	if doc.status not in (APPROVED, RUNNING):
		return
	check_four_eyes(doc)
	_store(doc, status=RUNNING)
	frappe.db.commit()
	each_alone(
		_students(doc),
		lambda student: _dispose_as_approved(disposal, student),
		f"A pupil of disposal {disposal} stays for now",
	)
	if not whole(lambda: _finish(disposal)):
		raise RuntimeError(f"Not all of {disposal} could be disposed of: the Error Log says why.")


def _students(disposal) -> list[str | None]:
	return list(dict.fromkeys(line.student for line in disposal.lines if not line.outcome))


def _types(disposal, student: str | None) -> list[str]:
	return [line.record_type for line in disposal.lines if line.student == student and not line.outcome]


def _dispose_as_approved(name: str, student: str | None) -> bool:
	"""In the caller's transaction. Returns whether there was something left to do."""
	_lock_cases(student)
	disposal = frappe.get_doc(DISPOSAL, name, for_update=True)
	types = _types(disposal, student)
	if not types:
		return False
	reason = retention.why_kept(student) if student else None
	records, more = ({}, 0) if reason else _dispose_of(student, types, disposal.as_of, disposal.school)
	for line in disposal.lines:
		if line.student == student and not line.outcome:
			line.outcome = DISPOSED if records.get(line.record_type) else KEPT
			line.records = records.get(line.record_type) or line.records
			line.why_kept = None if records.get(line.record_type) else reason or _("Not due any more")
	_store(disposal, traces_disposed=(disposal.traces_disposed or 0) + more)
	return True


def _lock_cases(student: str | None) -> None:
	"""First of all, so that what is read after it knows of a hold that was just set."""
	case = frappe.qb.DocType("Mentoring Case")
	frappe.qb.from_(case).select(case.name).where(case.student == (student or "")).for_update().run()


def _dispose_of(
	student: str | None, types: list[str], as_of, school: str | None = None, is_dry: bool = False
) -> tuple[dict[str, int], int]:
	"""Delete what is due of a pupil (None: of the audit) and of these types. Returns records, traces."""
	lines = retention.due_of_pupil(student, as_of) if student else _audit_lines(as_of, school)
	going = {line.record_type: line.names for line in lines if line.record_type in types}
	if not going:
		return {}, 0
	if student:
		kept_totals.keep(student, going.get("Mentoring Session", []))
	more = _erase_shared(student, going) if student else 0
	rows = sum(traces.erase(doctype, names, keep_files=is_dry) for doctype, names in going.items())
	more += _erase_quotes(student, going, is_dry) if student else 0
	records = {doctype: len(names) for doctype, names in going.items()}
	return records, more + rows - sum(records.values())


def _audit_lines(as_of, school: str | None) -> list[retention.Due]:
	return [line for line in retention.due(as_of, school)[0] if line.student is None]


def _erase_shared(student: str, going: dict[str, list[str]]) -> int:
	"""The pupil's rows in records about several pupils, once the case they hang on goes."""
	count = 0
	for child, rows in pupil_records.rows_of_pupil(student, going).items():
		frappe.db.delete(child, {"name": ["in", rows]})
		count += len(rows)
	return count


def _erase_quotes(student: str, going: dict[str, list[str]], is_dry: bool) -> int:
	words = [name for names in going.values() for name in names]
	shared = {parent for child in pupil_records.shared_rows() for parent in pupil_records.PARENTS[child]}
	name = None if pupil_records.of_pupil(student) else _name_of(student)
	quoted = [*words, name] if name else words
	return traces.erase_quotes(quoted, keep_files=is_dry) + traces.erase_versions_that_quote(shared, quoted)


def _finish(name: str) -> bool:
	"""Keep how many records of each kind went, and nobody's data. False: there is something left to do."""
	disposal = frappe.get_doc(DISPOSAL, name, for_update=True)
	if _students(disposal):
		return False
	pupils = {line.student for line in disposal.lines if line.student and line.outcome == DISPOSED}
	_forget_people(disposal)
	total = sum(line.records for line in disposal.lines if line.outcome == DISPOSED)
	_store(
		disposal, status=DONE, finished_on=now_datetime(), pupils_disposed=len(pupils), records_disposed=total
	)
	_forget_changes(name)
	return True


def _forget_people(disposal) -> None:
	"""Add up the lines by record type and outcome."""
	totals: Counter = Counter()
	for line in disposal.lines:
		totals[line.record_type, line.outcome or "", line.why_kept or ""] += line.records
	disposal.set("lines", [])
	for (record_type, outcome, why_kept), records in sorted(totals.items()):
		disposal.append(
			"lines",
			{"record_type": record_type, "outcome": outcome, "why_kept": why_kept, "records": records},
		)


def _forget_changes(name: str) -> None:
	frappe.db.delete("Version", {"ref_doctype": DISPOSAL, "docname": name})
