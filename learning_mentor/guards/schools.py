"""Links across schools, refused while a site keeps its schools apart (`learning_mentor.permissions.scope`).

Which rows somebody may read is asked of the row as it is stored; this is about where a change would lead it.
"""

from collections.abc import Iterator

import frappe
from frappe import _

from learning_mentor.exceptions import refuse
from learning_mentor.permissions import may_look_up, mentor_keys, mentored_pupils, scope

NEEDS_SCHOOL = (scope.PROFILE, "Mentoring Import", "Mentoring Disposal")
FROM_CASE = ("student", "mentor")  # the server's own, of a case that the user may write


def check(doc, method: str | None = None) -> None:
	"""Hook ``before_validate`` of the app's doctypes. Raises MentoringError naming the field."""
	if not scope.is_on() or doc.flags.ignore_permissions or frappe.session.user == "Administrator":
		return
	_choose_school(doc)
	for field, value in _changed_links(doc):
		if not _may_link(field.options, value):
			words = _("{0}: there is no {1}.").format(_(field.label), frappe.bold(value))
			refuse(words, field=field.fieldname)


def _choose_school(doc) -> None:
	"""The only one that the user has; else one has to be named, but for events, which may be the trust's."""
	if not doc.meta.has_field(scope.FIELD) or doc.get(scope.FIELD):
		return
	schools = scope.schools_of()
	if doc.is_new() and len(schools) == 1:
		doc.set(scope.FIELD, next(iter(schools)))
	elif doc.doctype in NEEDS_SCHOOL and scope.sees_by_role(frappe.session.user):
		refuse(_("School is missing: choose the school that this is about."), field=scope.FIELD)


def _changed_links(doc) -> Iterator[tuple]:
	"""``(field, value)`` of each link that is set and that the save would change."""
	before = doc.get_doc_before_save()
	rows = {row.name: row for row in before.get_all_children()} if before else {}
	is_case_bound = doc.meta.has_field("case")
	for row in (doc, *doc.get_all_children()):
		was = before if row is doc else rows.get(row.name)
		for field in row.meta.get_link_fields():
			value = row.get(field.fieldname)
			if is_case_bound and row is doc and field.fieldname in FROM_CASE:
				continue
			if value and not (was and was.get(field.fieldname) == value):
				yield field, value


def _may_link(doctype: str, name: str) -> bool:
	if doctype == scope.school_doctype():
		return name in scope.schools_of()
	if doctype == scope.PROFILE:
		return name in mentor_keys() or scope.is_colleague(name)
	if doctype == scope.STUDENT:
		return _may_name_pupil(name)
	return scope.holds(doctype, name)


def _may_name_pupil(student: str) -> bool:
	"""By role: of the own schools. Others too, if they have any; without one, whom Education shows them."""
	schools = scope.schools_of()
	if schools or scope.sees_by_role(frappe.session.user):
		return scope.school_of(student) in schools or (
			not scope.sees_by_role(frappe.session.user) and student in mentored_pupils()
		)
	return may_look_up(student)
