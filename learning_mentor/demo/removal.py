"""Taking the demo away: its records, what was added about its pupils, and what Frappe notes of both."""

from collections import Counter

import frappe

from learning_mentor.demo import mail
from learning_mentor.demo.history import TRACES
from learning_mentor.demo.register import Register
from learning_mentor.permissions import RULES

# Records of Education about a pupil, besides those that the register names
OF_PUPILS = ("Student Attendance", "Assessment Result", "Student Log", "Program Enrollment")
# Others link to these, so they go last
LAST = ("Instructor", "User")


def remove_all(register: Register) -> dict[str, int]:
	"""Delete what the demo made. Returns the number of records by record type; running it again finds none."""
	removed: Counter = Counter()
	for doctype, name in _records(register):
		if frappe.db.exists(doctype, name):
			_delete(doctype, name)
			removed[doctype] += 1
	for name in mail.queued():
		frappe.delete_doc("Email Queue", name, force=True)
	register.forget()
	return dict(removed)


def _records(register: Register) -> list[tuple[str, str]]:
	"""What is to go, each before what it hangs on."""
	pupils = register.names("Student") or [""]
	about = [
		(doctype, name)
		for doctype in (*_doctypes_about_pupils(), *OF_PUPILS)
		for name in frappe.get_all(
			doctype, {"student": ["in", pupils]}, pluck="name", order_by="creation desc"
		)
	]
	made = [tuple(entry) for entry in reversed(list(register.entries.values())) if entry[0]]
	made.sort(key=lambda record: LAST.index(record[0]) if record[0] in LAST else -1)
	return list(dict.fromkeys([*about, *made]))


def _doctypes_about_pupils() -> list[str]:
	"""Our doctypes with a pupil, those bound to a case first, then cases, then what came before them."""
	about = [doctype for doctype in RULES if frappe.get_meta(doctype).has_field("student")]
	return sorted(about, key=lambda doctype: not frappe.get_meta(doctype).has_field("case"))


def _delete(doctype: str, name: str) -> None:
	"""For good, without a copy among the deleted documents."""
	if frappe.get_meta(doctype).is_submittable:
		frappe.db.set_value(doctype, name, "docstatus", 2, update_modified=False)
	frappe.delete_doc(doctype, name, force=True, ignore_permissions=True, delete_permanently=True)
	for trace, field in TRACES.items():
		frappe.db.delete(trace, {field: name})
