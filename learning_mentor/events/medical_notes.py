"""What families tell about allergies and medical needs: added to the pupil's note, and not shown to them."""

import frappe
from frappe.utils import getdate

from learning_mentor.data_protection.read_log import note_rows

NOTE = "Mentoring Medical Note"


def tell_note(student: str, text: str, told_by: str | None) -> None:
	"""Add what a guardian wrote to the pupil's note; whoever wrote it is checked by the caller."""
	frappe.db.get_value("Student", student, "name", for_update=True)  # two guardians who write at once
	name = frappe.db.get_value(NOTE, {"student": student}, "name", for_update=True)
	note = frappe.get_doc(NOTE, name, for_update=True) if name else frappe.new_doc(NOTE)
	note.student = student
	if text not in (note.note or ""):
		line = f"{getdate()}: {text}"
		note.note = f"{note.note}\n{line}" if note.note else line
	note.flags.told_by = told_by
	note.flags.ignore_permissions = True  # guardians have no desk rights, and do not read the note
	note.save()


def notes_of(students: list[str]) -> dict[str, dict]:
	"""Student -> ``{"note", "what_to_do"}`` of those whom the session user may read of. Logged."""
	if not students:
		return {}
	rows = frappe.get_list(
		NOTE,
		filters={"student": ["in", students]},
		fields=["name", "student", "note", "what_to_do"],
		order_by="name",
		limit_page_length=0,
	)
	note_rows(NOTE, [row.pop("name") for row in rows])
	return {row.pop("student"): row for row in rows}
