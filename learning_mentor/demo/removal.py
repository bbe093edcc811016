"""Taking the demo away: what it made, what was written about its pupils, what Frappe noted about both."""

from collections import Counter

import frappe
from frappe.sessions import clear_sessions
from frappe.utils.password import delete_all_passwords_for

from learning_mentor.data_protection.traces import TRACES as FRAPPES_TRACES
from learning_mentor.data_protection.traces import erase_given_up
from learning_mentor.demo import letter_head, mail, settings
from learning_mentor.demo.data import DOMAIN
from learning_mentor.demo.register import Register
from learning_mentor.notices import digest
from learning_mentor.permissions import RULES, forget_mentor_keys

# About a pupil, and nothing without the pupil
ABOUT_PUPILS = ("Student Attendance", "Assessment Result", "Student Log", "Program Enrollment", *RULES)

# Notes about a record: record type -> the fields that name its type and itself
TRACES = {**FRAPPES_TRACES, "Mentoring Read Log": ("record_type", "record")}

# What Frappe keeps for a user: record type -> the field that names the user
OF_USERS = {
	"Notification Settings": "name",
	"Notification Log": "for_user",
	"Mentoring Notice": "for_user",
	"ToDo": "allocated_to",
	"DocShare": "user",
	"User Permission": "user",
	"Activity Log": "user",
	"Access Log": "user",
	"Route History": "user",
	"Mentoring Calendar Link": "user",
	"DefaultValue": "parent",
}


def remove_all(register: Register) -> dict[str, int]:
	removed: Counter[str] = Counter()
	users = register.names("User")
	frappe.db.delete("Mentoring Group Member", {"case": ["in", register.names("Mentoring Case") or [""]]})
	for doctype, names in _to_remove(register).items():
		removed[doctype] += _remove(doctype, names)
	_remove_mails()
	settings.give_back(register)
	letter_head.forget(register)
	removed["User"] += _remove_users(users)
	register.forget()
	forget_mentor_keys()
	frappe.clear_cache()
	return {doctype: count for doctype, count in removed.items() if count}


def _to_remove(register: Register) -> dict[str, list[str]]:
	"""Record type -> names, without users."""
	found = {doctype: set(register.names(doctype)) for doctype in register.doctypes() if doctype != "User"}
	pupils = register.names("Student")
	for doctype in ABOUT_PUPILS:
		if pupils and frappe.db.table_exists(doctype) and frappe.db.has_column(doctype, "student"):
			about = {"student": ["in", pupils]}
			names = frappe.get_all(doctype, filters=about, pluck="name", order_by="name asc")
			found.setdefault(doctype, set()).update(names)
	mentors = register.names("Mentor Profile")
	led = {"mentor": ["in", mentors or [""]]}
	groups = frappe.get_all("Mentoring Group", filters=led, pluck="name", order_by="name asc")
	found.setdefault("Mentoring Group", set()).update(groups)
	marked = [name for names in found.values() for name in names]
	marked.extend(map(digest.short_hash, register.names("User")))
	found["Mentoring Job Mark"] = set(_job_marks(marked))
	return {doctype: sorted(names) for doctype, names in found.items()}


def _job_marks(names: list[str]) -> list[str]:
	"""Marks of scheduled work for these records: a mark names its record among its words."""
	marks = frappe.get_all("Mentoring Job Mark", pluck="name", order_by="name asc")
	return [mark for mark in marks if not set(names).isdisjoint(mark.split())]


def _remove(doctype: str, names: list[str]) -> int:
	"""Delete records as rows: approved plans and submitted records would refuse to be deleted one by one."""
	if not names:
		return 0
	if doctype == "File":
		_remove_from_disk(names)
	_remove_traces(doctype, names)
	there = frappe.get_all(doctype, filters={"name": ["in", names]}, pluck="name", order_by="name asc")
	for table in frappe.get_meta(doctype).get_table_fields():
		frappe.db.delete(table.options, {"parenttype": doctype, "parent": ["in", names]})
	frappe.db.delete(doctype, {"name": ["in", names]})
	return len(there)


def _remove_from_disk(names: list[str]) -> None:
	"""Through Frappe, which leaves what another record still names."""
	for name in names:
		frappe.delete_doc("File", name, force=True, ignore_permissions=True, delete_permanently=True)


def _remove_traces(doctype: str, names: list[str]) -> None:
	for trace, (type_field, name_field) in TRACES.items():
		if trace != doctype and frappe.db.table_exists(trace) and frappe.db.has_column(trace, name_field):
			if not frappe.db.exists("DocType", trace):
				erase_given_up(trace, {type_field: [doctype], name_field: names})
				continue
			about = {type_field: doctype, name_field: ["in", names]}
			_remove(trace, frappe.get_all(trace, filters=about, pluck="name", order_by="name asc"))


def _remove_mails() -> None:
	if names := mail.queued():
		frappe.db.delete("Email Queue Recipient", {"parent": ["in", names]})
		frappe.db.delete("Email Queue", {"name": ["in", names]})


def _remove_users(users: list[str]) -> int:
	"""As rows too: Frappe's own way wants another System Manager to stay, whoever the user was."""
	_remove("Contact", _contacts(users))
	for user in users:
		clear_sessions(user=user, force=True)
		delete_all_passwords_for("User", user)
		frappe.db.delete("__UserSettings", {"user": user})
	for doctype, field in OF_USERS.items():
		if users and frappe.db.table_exists(doctype):
			of_users = frappe.get_all(
				doctype, filters={field: ["in", users]}, pluck="name", order_by="name asc"
			)
			_remove(doctype, of_users)
	return _remove("User", users)


def _contacts(users: list[str]) -> list[str]:
	"""Contacts that are a demo user's, or that have nothing but an address of the demo's school."""
	of_users = frappe.get_all(
		"Contact", filters={"user": ["in", users or [""]]}, pluck="name", order_by="name asc"
	)
	by_address = frappe.get_all(
		"Contact", filters={"email_id": ["like", f"%@{DOMAIN}"]}, pluck="name", order_by="name asc"
	)
	return sorted({*of_users, *by_address})
