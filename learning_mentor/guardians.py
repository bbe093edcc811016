"""Who a guardian is, resolved from the session user alone, and how one is let into the portal."""

import frappe
from frappe import _
from pypika.terms import Case

from learning_mentor import education_records, notify, unchanged
from learning_mentor.exceptions import MentoringError
from learning_mentor.learning_mentor.doctype.mentoring_settings.mentoring_settings import get_settings
from learning_mentor.permissions import GUARDIAN, require_coordinator, scope, uses_portal_as

PORTAL_PAGE = "/mentoring"


def session_guardian() -> str | None:
	"""The Guardian record of the session user; None for everybody else."""
	user = frappe.session.user
	return unchanged.once(("guardian", user), lambda: guardian_of(user))


def guardian_of(user: str) -> str | None:
	"""The Guardian record of a user whom the caller has made sure of.

	By ``Guardian.user``, or, where no record names the user, by the e-mail address if exactly one guardian
	without a user has it. Staff have the role besides (`uses_portal_as`).
	"""
	if not uses_portal_as(GUARDIAN, user) or not get_settings().portal_enabled:
		return None
	found = _records_of(user)
	linked = [row for row in found if row.is_linked]
	if linked:
		return linked[0].name if len(linked) == 1 else None
	return found[0].name if len(found) == 1 and not found[0].user else None


def _records_of(user: str) -> list[frappe._dict]:
	"""Guardians that name the user or have the address that the user is named by: ``name, user, is_linked``.

	Not ``User.email``, which everybody may change.
	"""
	guardian, account = frappe.qb.DocType("Guardian"), frappe.qb.DocType("User")
	return (
		frappe.qb.from_(guardian)
		.join(account)
		.on(account.name == user)
		.select(guardian.name, guardian.user, Case().when(guardian.user == user, 1).else_(0).as_("is_linked"))
		.where((guardian.user == user) | (guardian.email_address == account.name))
		.orderby(guardian.name)
	).run(as_dict=True)


def children_of(guardian: str) -> list[frappe._dict]:
	"""Enabled pupils of a guardian: ``name, first_name, student_name``, by first name."""
	return [frappe._dict(row) for row in unchanged.once(("children", guardian), lambda: _children(guardian))]


def _children(guardian: str) -> list[dict]:
	row = frappe.qb.DocType("Student Guardian")
	student = frappe.qb.DocType("Student")
	return (
		frappe.qb.from_(row)
		.join(student)
		.on(row.parent == student.name)
		.select(student.name, student.first_name, student.student_name)
		.distinct()
		.where((row.guardian == guardian) & (row.parenttype == "Student") & (student.enabled == 1))
		.orderby(student.first_name)
		.orderby(student.name)
	).run(as_dict=True)


def invite(case: str, guardian: str) -> str:
	"""Give a guardian of a case's pupil an account on the portal. Returns the user's name.

	Makes the Website User or takes the one that has the e-mail address, links it to the guardian and sends
	the mail. Raises PermissionError unless the session user is a coordinator who may read the case,
	MentoringError when the guardian is not the pupil's, has no e-mail address, or shares it with staff.
	"""
	require_coordinator()
	scope.require("Mentoring Case", case)
	doc = frappe.get_doc("Mentoring Case", case)
	doc.check_permission("read")
	if guardian not in {row.name for row in education_records.guardians_of(doc.student)}:
		frappe.throw(_("Guardian: choose one of the pupil's guardians."), MentoringError)
	record = frappe.get_doc("Guardian", guardian, for_update=True)
	user = _portal_user(record)
	if record.user != user:
		_check_user_is_free(user, guardian)
		record.db_set("user", user)
	notify.mail([user], notify.GUARDIAN_INVITED, {"link": frappe.utils.get_url(PORTAL_PAGE)})
	return user


def _portal_user(guardian) -> str:
	"""The guardian's user, made if there is none, with the role Guardian."""
	name = guardian.user or frappe.db.exists("User", _address_of(guardian))
	user = frappe.get_doc("User", name) if name else _new_portal_user(guardian)
	if not user.enabled:
		frappe.throw(
			_("User {0} is disabled: an admin has to enable it first.").format(frappe.bold(user.name)),
			MentoringError,
		)
	if GUARDIAN not in {row.role for row in user.roles}:
		user.flags.ignore_permissions = True  # coordinators have no right to users; the check is above
		user.add_roles(GUARDIAN)
	return user.name


def _address_of(guardian) -> str:
	address = (guardian.email_address or "").strip().lower()
	if not address:
		frappe.throw(
			_("{0} has no e-mail address: enter it in the guardian's record first.").format(
				guardian.guardian_name
			),
			MentoringError,
		)
	return address


def _new_portal_user(guardian):
	user = frappe.new_doc("User")
	user.update(
		{
			"email": _address_of(guardian),
			"first_name": guardian.guardian_name,
			"user_type": "Website User",
			"send_welcome_email": 1,
		}
	)
	user.append("roles", {"role": GUARDIAN})
	user.insert(ignore_permissions=True)  # coordinators have no right to users; the check is in `invite`
	return user


def _check_user_is_free(user: str, guardian: str) -> None:
	holder = frappe.db.get_value("Guardian", {"user": user, "name": ["!=", guardian]}, "name")
	if holder:
		frappe.throw(
			_(
				"The address belongs to another guardian's account ({0}): each guardian needs an own one."
			).format(holder),
			MentoringError,
		)
