"""The school of a row: what keeps the schools of a trust apart on one site. Nothing else decides it.

Off by default (Mentoring Settings, ``schools_apart``): then one flag is looked at, which is among what Frappe
reads from Redis with each request, and nothing more is asked. While it is on, whoever sees pupils by
role sees those of their schools, and nobody's without one. A person's schools are Frappe's own User
Permissions for the record type that the pupil's field ``school`` links to: Education's field where this
version has one, else ours, to the master Mentoring School. A mentor's keys go on deciding for mentors, and
Administrator sees all schools.
"""

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.cache_manager import clear_defaults_cache
from frappe.permissions import get_user_permissions
from pypika.terms import Criterion

from learning_mentor import unchanged
from learning_mentor.permissions import roles
from learning_mentor.permissions.school_rows import (  # noqa: F401  some for whoever asks `scope`
	EVERY_ROW,
	FIELD,
	KINDS,
	NOWHERE,
	OF_PUPIL,
	OPEN,
	OWN,
	PROFILE,
	SHARED,
	STUDENT,
	are_a_tree,
	holders_of,
	people_of,
	rows_of,
	school_doctype,
	school_of_pupil,
	school_of_row,
)
from learning_mentor.permissions.sharing import shared

# Mentoring Settings writes it twice: where the desk's forms look, and where each request has looked already
FLAG = "mentoring_schools_apart"
BY_ROLE = frozenset({*roles.SEES_EVERY_PUPIL, *roles.AUDITORS})


def is_on() -> bool:
	"""Whether the site keeps its schools apart; looked up once for each request."""
	known = getattr(frappe.local, "schools_apart", None)
	if known is None:
		known = frappe.local.schools_apart = _flag() == "1"
	return known


def _flag() -> str | None:
	"""Where the requests' word is missing, an update is under way, and that of the forms holds."""
	flag = frappe.db.get_global(FLAG)
	return frappe.db.get_default(FLAG) if flag is None else flag


def turn(wanted: bool) -> None:
	"""Keep schools apart, or no longer: from the commit on, for every worker."""
	for write in (frappe.db.set_default, frappe.db.set_global):
		write(FLAG, "1" if wanted else "0")
	frappe.local.schools_apart = wanted  # whoever reads defaults meanwhile puts the old word into Redis
	frappe.db.after_rollback.add(_forget)
	frappe.db.after_commit.add(frappe.clear_cache)  # another worker may have read the old word meanwhile


def _forget() -> None:
	"""Who reads defaults before a rollback leaves in Redis what is not so."""
	frappe.local.schools_apart = None
	clear_defaults_cache("__global")


def schools_of(user: str | None = None) -> frozenset[str]:
	"""Schools that the user has a User Permission for; a mentor without our wide roles: the profile's too."""
	user, doctype = user or frappe.session.user, school_doctype()
	if not doctype:
		return frozenset()
	allowed = get_user_permissions(user).get(doctype, ())
	schools = frozenset(row.get("doc") for row in allowed if not row.get("applicable_for"))
	return schools if sees_by_role(user) else schools | unchanged.once(("school", user), lambda: _own(user))


def _own(user: str) -> frozenset[str]:
	working = {"user": user, "status": ["!=", "Left"], FIELD: ["is", "set"]}
	return frozenset(frappe.get_all(PROFILE, working, pluck=FIELD, order_by="name"))


@shared
def sees_by_role(user: str) -> bool:
	return not BY_ROLE.isdisjoint(frappe.get_roles(user))


def is_colleague(profile: str | None, user: str | None = None) -> bool:
	"""Whether a mentor is of the user's schools: whom somebody may name who sees no other profile."""
	user = user or frappe.session.user
	if not is_on() or user == "Administrator":
		return True
	return frappe.db.get_value(PROFILE, profile, FIELD) in schools_of(user)


def condition(doctype: str, user: str | None = None) -> str:
	"""SQL condition on the rows that are of the user's schools; empty where schools do not matter."""
	user = user or frappe.session.user
	return rows_of(doctype, schools_of(user)) if _narrows(doctype, user) else EVERY_ROW


def allows(doc, user: str | None = None) -> bool:
	"""Whether a document is of the user's schools: as stored, whatever the caller has put into it."""
	user = user or frappe.session.user
	if not _narrows(doc.doctype, user):
		return True
	if doc.get("__islocal") or not doc.name:
		return KINDS[doc.doctype].takes(doc, schools_of(user))
	return holds(doc.doctype, doc.name, user)


def holds(doctype: str, name: str | None, user: str | None = None) -> bool:
	"""Whether the row of this name is of the user's schools; True where schools do not matter."""
	user = user or frappe.session.user
	return not _narrows(doctype, user) or bool(names_of(doctype, [name], user))


def names_of(doctype: str, names: Iterable, user: str | None = None) -> set[str]:
	"""Those of the names that are rows of the user's schools; all of them where schools do not matter."""
	user, names = user or frappe.session.user, tuple(filter(None, names))
	if not names or not _narrows(doctype, user):
		return set(names)
	schools = schools_of(user)
	asked = f"select `name` from `tab{doctype}` where `name` in %(names)s and {rows_of(doctype, schools)}"
	key = ("of schools", doctype, names, schools)
	return {name for (name,) in unchanged.once(key, lambda: frappe.db.sql(asked, {"names": names}))}


def rows_among(doctype: str, names: Iterable[str], school: str | None) -> list[str]:
	"""Those of the names that are rows of one school; of none without one."""
	rows = rows_of(doctype, {school} if school else ())
	asked = f"select `name` from `tab{doctype}` where `name` in %(names)s and {rows}"
	return [name for (name,) in frappe.db.sql(asked, {"names": tuple(names)})]


def require(doctype: str, name: str | None) -> None:
	"""While schools are kept apart: PermissionError, the same for a record of another school as for none."""
	if is_on() and not (name and frappe.db.exists(doctype, name) and holds(doctype, name)):
		frappe.throw(_("There is no such record that you may read."), frappe.PermissionError)


def _narrows(doctype: str, user: str) -> bool:
	"""What is known already is asked first: the flag is in Redis."""
	kind = KINDS.get(doctype)
	if not kind or user == "Administrator":
		return False
	return (kind.for_all or sees_by_role(user)) and is_on()


class SqlCondition(Criterion):
	"""An SQL condition as Frappe writes it, in a query of ours."""

	def __init__(self, sql: str):
		super().__init__()
		self.sql = sql

	def get_sql(self, **options) -> str:
		return f"({self.sql})"


def narrowed(query, doctype: str, user: str | None = None):
	"""The query, which has the doctype's table under its own name, with the rows of the user's schools."""
	sql = condition(doctype, user)
	return query.where(SqlCondition(sql)) if sql else query


def of_schools(doctype: str, user: str | None = None) -> dict:
	"""The same as filters, of a doctype that has the school itself: Student, Mentor Profile, ..."""
	user = user or frappe.session.user
	if not _narrows(doctype, user):
		return {}
	of_trust = [""] if KINDS[doctype] is OPEN else []  # Frappe takes an empty text for no value too
	return {FIELD: ["in", [*sorted(schools_of(user)), *of_trust] or [NOWHERE]]}


def school_of(student: str | None) -> str | None:
	"""The pupil's school while schools are kept apart; else None."""
	return school_of_pupil(student) if is_on() else None


def people_among(users: Iterable[str]) -> set[str]:
	"""Those of the users who are of the session user's schools, and of no other."""
	names, theirs = tuple(users), people_of("`name`", schools_of())
	asked = f"select `name` from `tabUser` where `name` in %(names)s and {theirs}"
	return {name for (name,) in frappe.db.sql(asked, {"names": names})} if names else set()


def holders_among(doc, role: str, users: list[str]) -> list[str]:
	"""Those of the users, who all have the role, for whom `allows` says yes of a stored document.

	Asked together, however many they are: a notice to a role is written in the transaction of what it tells.
	"""
	kind = KINDS.get(doc.doctype)
	if not kind or not is_on():
		return users
	if role not in BY_ROLE or kind not in (OF_PUPIL, OWN) or not school_doctype() or are_a_tree():
		return [user for user in users if allows(doc, user)]
	school = school_of_row(doc.doctype, doc.name)
	if not (users and school):
		return []
	asked = f"select `name` from `tabUser` where `name` in %(names)s and {holders_of('`name`', school)}"
	found = {name for (name,) in frappe.db.sql(asked, {"names": tuple(users)})}
	return [user for user in users if user in found]
