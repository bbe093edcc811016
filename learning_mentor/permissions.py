"""Who sees a pupil. Nothing else in the app decides that.

Row access hangs on one key: the ``mentor`` of a row. A user's keys are the mentor profiles they hold or
cover today. Coordinators and safeguarding leads see every row by role; whoever nominates sees their own
nominations. Guardians and pupils have no rights here at all: `learning_mentor.guardians` resolves them.

``RULES`` names the rule of every doctype of the app; hooks.py is made from it, and a doctype without a rule
fails the tests.
"""

from collections.abc import Callable
from typing import NamedTuple

import frappe
from frappe import _
from frappe.utils import add_days, today

COORDINATOR = "Mentoring Coordinator"
SAFEGUARDING_LEAD = "Safeguarding Lead"
DATA_PROTECTION_OFFICER = "Data Protection Officer"
MENTOR = "Learning Mentor"
GUARDIAN = "Guardian"

SEES_EVERY_PUPIL = frozenset({COORDINATOR, SAFEGUARDING_LEAD})
AUDITORS = frozenset({DATA_PROTECTION_OFFICER, SAFEGUARDING_LEAD})

ON_OFFER = ("Offered", "Question Asked")  # the receiving mentor sees a handover until it is answered

EVERY_ROW = ""
NO_ROW = "1=0"


class Rule(NamedTuple):
	"""How the rows of one doctype are guarded.

	``condition(doctype, user)`` returns an SQL condition on the doctype's table; ``allows(doc, user)``
	answers for one document. Both are asked only about users who do not see every pupil, unless the rule
	``asks_everybody``.
	"""

	condition: Callable[[str, str], str]
	allows: Callable[[object, str], bool]
	asks_everybody: bool = False


def sees_every_pupil(user: str | None = None) -> bool:
	"""Whether the user (default: of the session) is a coordinator, a safeguarding lead or Administrator."""
	user = user or frappe.session.user
	return user == "Administrator" or not SEES_EVERY_PUPIL.isdisjoint(frappe.get_roles(user))


def is_coordinator(user: str | None = None) -> bool:
	"""Whether the user (default: of the session) takes the panel's decisions."""
	user = user or frappe.session.user
	return user == "Administrator" or COORDINATOR in frappe.get_roles(user)


def is_safeguarding_lead(user: str | None = None) -> bool:
	"""Whether the user (default: of the session) has the role. Administrator has it by name alone: no."""
	return SAFEGUARDING_LEAD in frappe.get_roles(user or frappe.session.user) and (
		(user or frappe.session.user) != "Administrator"
	)


def protects_data(user: str | None = None) -> bool:
	"""Whether the user is a data protection officer or a safeguarding lead. Administrator is not."""
	user = user or frappe.session.user
	return user != "Administrator" and not AUDITORS.isdisjoint(frappe.get_roles(user))


def require_data_protection() -> None:
	"""Raise PermissionError unless the session user answers for data protection."""
	if not protects_data():
		frappe.throw(
			_("Only a data protection officer or a safeguarding lead may do this."), frappe.PermissionError
		)


def require_coordinator() -> None:
	"""Raise PermissionError unless the session user is a coordinator."""
	if not is_coordinator():
		frappe.throw(_("Only a mentoring coordinator may do this."), frappe.PermissionError)


def mentor_keys(user: str | None = None) -> frozenset[str]:
	"""Names of the mentor profiles that the user holds or covers today, read once per request."""
	user = user or frappe.session.user
	cached = getattr(frappe.local, "mentor_keys", None)
	if cached is None:
		cached = frappe.local.mentor_keys = {}
	if user not in cached:
		cached[user] = _read_mentor_keys(user)
	return cached[user]


def forget_mentor_keys() -> None:
	"""Read the keys anew: a profile or its cover has changed within this request."""
	frappe.local.mentor_keys = {}


def _read_mentor_keys(user: str) -> frozenset[str]:
	profile = frappe.qb.DocType("Mentor Profile")
	rows = (
		frappe.qb.from_(profile)
		.select(profile.name)
		.where(((profile.user == user) & (profile.status != "Left")) | profile.name.isin(_covered_by(user)))
	).run()
	return frozenset(name for (name,) in rows)


def _covered_by(user: str):
	"""Query for the profiles that the user's own profile covers today."""
	profile, cover = frappe.qb.DocType("Mentor Profile").as_("covering"), frappe.qb.DocType("Mentoring Cover")
	return (
		frappe.qb.from_(cover)
		.join(profile)
		.on(cover.covered_by == profile.name)
		.select(cover.parent)
		.where((cover.parenttype == "Mentor Profile") & (profile.user == user) & (profile.status != "Left"))
		.where((cover.from_date <= today()) & (cover.to_date >= today()))
	)


def _key_condition(doctype: str, user: str) -> str:
	keys = mentor_keys(user)
	if not keys:
		return NO_ROW
	return f"`tab{doctype}`.`mentor` in ({', '.join(frappe.db.escape(key) for key in sorted(keys))})"


def _key_allows(doc, user: str) -> bool:
	return stored_mentor(doc) in mentor_keys(user)


def stored_mentor(doc) -> str | None:
	"""The access key of a document as the database has it.

	A REST write hands over the document with the caller's values in it, the key included, so an existing
	document's own word is not taken. A new case-bound document has the key of its case.
	"""
	if not doc.get("__islocal") and doc.name:
		return frappe.db.get_value(doc.doctype, doc.name, "mentor")
	if doc.meta.has_field("case"):
		return frappe.db.get_value("Mentoring Case", doc.get("case"), "mentor") if doc.get("case") else None
	return doc.get("mentor")


def _owner_condition(doctype: str, user: str) -> str:
	return f"`tab{doctype}`.`owner` = {frappe.db.escape(user)}"


def _owner_allows(doc, user: str) -> bool:
	if doc.get("__islocal"):
		return True
	return frappe.db.get_value(doc.doctype, doc.name, "owner") == user


def _own_profile_condition(doctype: str, user: str) -> str:
	return f"`tab{doctype}`.`user` = {frappe.db.escape(user)}"


def _own_profile_allows(doc, user: str) -> bool:
	return bool(doc.name) and frappe.db.get_value(doc.doctype, doc.name, "user") == user


def _either_mentor_condition(doctype: str, user: str) -> str:
	keys = mentor_keys(user)
	if not keys:
		return NO_ROW
	receives = f"`tab{doctype}`.`to_mentor` in ({', '.join(frappe.db.escape(key) for key in sorted(keys))})"
	on_offer = f"`tab{doctype}`.`status` in ({', '.join(frappe.db.escape(status) for status in ON_OFFER)})"
	return f"({_key_condition(doctype, user)} or ({receives} and {on_offer}))"


def _either_mentor_allows(doc, user: str) -> bool:
	if _key_allows(doc, user):
		return True
	if doc.get("__islocal"):
		return False
	receiver, status = frappe.db.get_value(doc.doctype, doc.name, ["to_mentor", "status"]) or (None, None)
	return status in ON_OFFER and receiver in mentor_keys(user)


def visits_of(user: str | None = None) -> dict:
	"""Which home visits ahead or under way the user makes, goes along to or is the duty contact of.

	``filters`` and ``or_filters`` for a list. What companion and duty contact see of such a visit is what
	keeps people safe (`learning_mentor.visits.duty`), never the record.
	"""
	user = user or frappe.session.user
	keys = sorted(mentor_keys(user)) or [""]
	return {
		"filters": {"status": ["in", ("Approved", "Under Way")]},
		"or_filters": {"duty_contact": user, "companion": user, "visitor": ["in", keys]},
	}


def takes_part_in_visit(visit, user: str | None = None) -> bool:
	"""Whether a visit that has not ended is one of the user's: see `visits_of`. Coordinators may step in."""
	user = user or frappe.session.user
	stored = _stored_visit(visit.name)
	if not stored or stored.status not in ("Approved", "Under Way"):
		return False
	return user == stored.duty_contact or makes_visit(visit, user) or is_coordinator(user)


def makes_visit(visit, user: str | None = None) -> bool:
	"""Whether the user is the visitor, stands in for the visitor, or goes along."""
	user = user or frappe.session.user
	stored = _stored_visit(visit.name)
	return bool(stored) and (user == stored.companion or stored.visitor in mentor_keys(user))


def _stored_visit(name: str | None) -> dict | None:
	fields = ["status", "duty_contact", "companion", "visitor"]
	return frappe.db.get_value("Mentoring Home Visit", name, fields, as_dict=True) if name else None


def _note_condition(doctype: str, user: str) -> str:
	if is_safeguarding_lead(user):
		return EVERY_ROW
	me = frappe.db.escape(user)
	named = (
		"select `tabMentoring Safeguarding Reader`.`parent` from `tabMentoring Safeguarding Reader`"
		f" where `tabMentoring Safeguarding Reader`.`reader` = {me}"
	)
	return f"(`tab{doctype}`.`author` = {me} or `tab{doctype}`.`name` in ({named}))"


def may_read_note(name: str | None, user: str | None = None) -> bool:
	"""Whether the user raised the safeguarding note, is named on it, or is a safeguarding lead."""
	user = user or frappe.session.user
	author = frappe.db.get_value("Mentoring Safeguarding Note", name, "author") if name else None
	if not author:
		return False
	named = {"parent": name, "parenttype": "Mentoring Safeguarding Note", "reader": user}
	return (
		author == user
		or is_safeguarding_lead(user)
		or bool(frappe.db.exists("Mentoring Safeguarding Reader", named))
	)


def _auditor_condition(doctype: str, user: str) -> str:
	return EVERY_ROW if protects_data(user) else NO_ROW


def _lead_condition(doctype: str, user: str) -> str:
	return EVERY_ROW if is_safeguarding_lead(user) else NO_ROW


def mentored_pupils(user: str | None = None) -> frozenset[str]:
	"""Pupils whose open case the user holds or covers today; no more than a caseload."""
	keys = sorted(mentor_keys(user))
	if not keys:
		return frozenset()
	of_mine = {"mentor": ["in", keys], "open_for": ["is", "set"]}
	return frozenset(frappe.get_all("Mentoring Case", of_mine, pluck="open_for", order_by="name"))


def events_staffed(user: str | None = None) -> list[str]:
	"""Events among whose staff the user is, in order of their names."""
	rows = {"parenttype": "Mentoring Event", "user": user or frappe.session.user}
	return sorted(set(frappe.get_all("Mentoring Event Staff", rows, pluck="parent", order_by="parent")))


def runs_event(event: str | None, user: str | None = None) -> bool:
	"""Whether the user is a coordinator or among the staff of the event: its whole register is theirs."""
	user = user or frappe.session.user
	rows = {"parenttype": "Mentoring Event", "parent": event, "user": user}
	return bool(event) and (is_coordinator(user) or bool(frappe.db.exists("Mentoring Event Staff", rows)))


def may_look_up(student: str, user: str | None = None) -> bool:
	"""Whether a member of staff may find the pupil by name: their own, or one whom Education shows them."""
	user = user or frappe.session.user
	if sees_every_pupil(user) or student in mentored_pupils(user):
		return True
	return bool(frappe.db.exists("Student", student)) and frappe.has_permission(
		"Student", "read", doc=student, user=user
	)


def _one_of(column: str, values) -> str:
	return f"{column} in ({', '.join(frappe.db.escape(value) for value in sorted(values))})"


def _registration_condition(doctype: str, user: str) -> str:
	"""Literals, not subqueries: each side stays on its own index, and both are short."""
	routes = (("event", events_staffed(user)), ("student", mentored_pupils(user)))
	conditions = [_one_of(f"`tab{doctype}`.`{column}`", values) for column, values in routes if values]
	return f"({' or '.join(conditions)})" if conditions else NO_ROW


def _registration_allows(doc, user: str) -> bool:
	event, student = doc.get("event"), doc.get("student")
	if not doc.get("__islocal"):
		event, student = frappe.db.get_value(doc.doctype, doc.name, ["event", "student"]) or (None, None)
	return runs_event(event, user) or student in mentored_pupils(user)


def _pupils_in_care(user: str) -> frozenset[str]:
	"""Pupils of the user, and those who come to an event that the user staffs and that is not over."""
	going_on = {"status": ["in", ("Open", "Full", "Running")], "ends_on": [">=", add_days(today(), -1)]}
	events = frappe.get_all(
		"Mentoring Event", {"name": ["in", events_staffed(user)], **going_on}, pluck="name", order_by="name"
	)
	coming = {"event": ["in", events], "status": ["in", ("Registered", "Attended")]}
	students = events and frappe.get_all(
		"Mentoring Event Registration", coming, pluck="student", order_by="student"
	)
	return mentored_pupils(user).union(students)


def _care_condition(doctype: str, user: str) -> str:
	pupils = _pupils_in_care(user)
	return _one_of(f"`tab{doctype}`.`student`", pupils) if pupils else NO_ROW


def _care_allows(doc, user: str) -> bool:
	student = doc.get("student")
	if not doc.get("__islocal"):
		student = frappe.db.get_value(doc.doctype, doc.name, "student")
	return bool(student) and student in _pupils_in_care(user)


BY_MENTOR = Rule(_key_condition, _key_allows)
BY_EITHER_MENTOR = Rule(_either_mentor_condition, _either_mentor_allows)
BY_NOMINATOR = Rule(_owner_condition, _owner_allows)
OWN_PROFILE = Rule(_own_profile_condition, _own_profile_allows)
BY_EVENT_OR_MENTOR = Rule(_registration_condition, _registration_allows)
BY_CARE = Rule(_care_condition, _care_allows)
PANEL_ONLY = Rule(lambda doctype, user: NO_ROW, lambda doc, user: False)
ROLE_DECIDES = Rule(lambda doctype, user: EVERY_ROW, lambda doc, user: True)

BY_NAME_ON_NOTE = Rule(_note_condition, lambda doc, user: may_read_note(doc.name, user), asks_everybody=True)
LEADS_ONLY = Rule(_lead_condition, lambda doc, user: is_safeguarding_lead(user), asks_everybody=True)
AUDITORS_ONLY = Rule(_auditor_condition, lambda doc, user: protects_data(user), asks_everybody=True)
NOBODY = Rule(lambda doctype, user: NO_ROW, lambda doc, user: False, asks_everybody=True)

RULES = {
	"Mentoring Settings": ROLE_DECIDES,
	"Mentoring Need": ROLE_DECIDES,
	"Mentoring Strategy": ROLE_DECIDES,
	"Mentor Profile": OWN_PROFILE,
	"Mentoring Nomination": BY_NOMINATOR,
	"Mentoring Selection Record": PANEL_ONLY,
	"Mentoring Case": BY_MENTOR,
	"Mentoring Action Plan": BY_MENTOR,
	"Mentoring Session": BY_MENTOR,
	"Mentoring Group": BY_MENTOR,
	"Mentoring Scale": ROLE_DECIDES,
	"Mentoring Check-in": BY_MENTOR,
	"Mentoring Progress Point": BY_MENTOR,
	"Mentoring Early Sign": PANEL_ONLY,
	"Mentoring Handover": BY_EITHER_MENTOR,
	"Mentoring Job Mark": ROLE_DECIDES,
	"Mentoring Visit Purpose": ROLE_DECIDES,
	"Mentoring Home Visit": BY_MENTOR,
	"Mentoring Liaison": BY_MENTOR,
	"Mentoring Transition Plan": BY_MENTOR,
	"Mentoring Protection File": LEADS_ONLY,
	"Support Agency": ROLE_DECIDES,
	"Mentoring Referral": BY_MENTOR,
	"Mentoring Outside Link": BY_MENTOR,
	"Mentoring Outside Opening": BY_MENTOR,
	"Mentoring Safeguarding Note": BY_NAME_ON_NOTE,
	"Mentoring Safeguarding Entry": NOBODY,
	"Mentoring Safeguarding Reading": LEADS_ONLY,
	"Mentoring Read Log": AUDITORS_ONLY,
	"Mentoring Retention Rule": ROLE_DECIDES,
	"Mentoring Access Request": AUDITORS_ONLY,
	"Mentoring Disposal": AUDITORS_ONLY,
	"Mentoring Kept Total": ROLE_DECIDES,
	"Mentoring Event": ROLE_DECIDES,
	"Mentoring Event Registration": BY_EVENT_OR_MENTOR,
	"Mentoring Medical Note": BY_CARE,
	"Mentoring Calendar Link": NOBODY,
	"Mentoring Idempotency Key": NOBODY,
}

# Rows of a child table are as visible as their parent: child doctype -> the doctypes that hold it.
PARENTS = {
	"Mentoring Strategy Need": ("Mentoring Strategy",),
	"Mentoring Strategy Step": ("Mentoring Strategy",),
	"Mentoring Cover": ("Mentor Profile",),
	"Mentoring Qualification": ("Mentor Profile",),
	"Mentoring Need Rating": ("Mentoring Nomination", "Mentoring Case"),
	"Mentoring Assessment Snapshot": ("Mentoring Selection Record",),
	"Mentoring Aim": ("Mentoring Case",),
	"Mentoring Agreement": ("Mentoring Case",),
	"Mentoring Case Outcome": ("Mentoring Case",),
	"Mentoring Score Change": ("Mentoring Case",),
	"Mentoring Aftercare": ("Mentoring Case",),
	"Mentoring Plan Target": ("Mentoring Action Plan",),
	"Mentoring Plan Review": ("Mentoring Action Plan",),
	"Mentoring Plan Decision": ("Mentoring Action Plan",),
	"Mentoring Skill Rating": ("Mentor Profile",),
	"Mentoring Supervision": ("Mentor Profile",),
	"Mentoring Availability": ("Mentor Profile",),
	"Mentoring Session Target": ("Mentoring Session",),
	"Mentoring Group Member": ("Mentoring Group",),
	"Mentoring Scale Item": ("Mentoring Scale",),
	"Mentoring Scale Band": ("Mentoring Scale",),
	"Mentoring Scale Label": ("Mentoring Scale",),
	"Mentoring Check-in Answer": ("Mentoring Check-in",),
	"Mentoring Risk Question": ("Mentoring Settings",),
	"Mentoring Visit Risk": ("Mentoring Home Visit", "Mentoring Event"),
	"Mentoring Visit Guardian": ("Mentoring Home Visit",),
	"Mentoring Visit Advice": ("Mentoring Home Visit",),
	"Mentoring Transition Step": ("Mentoring Transition Plan",),
	"Mentoring Transition Consent": ("Mentoring Transition Plan",),
	"Mentoring Transition Template Step": ("Mentoring Settings",),
	"Mentoring Follow-up": ("Mentoring Home Visit", "Mentoring Liaison"),
	"Support Agency Need": ("Support Agency",),
	"Support Agency Contact": ("Support Agency",),
	"Mentoring Referral Need": ("Mentoring Referral",),
	"Mentoring Referral Section": ("Mentoring Referral",),
	"Mentoring Referral Document": ("Mentoring Referral",),
	"Mentoring Referral Reply": ("Mentoring Referral",),
	"Mentoring Consent Entry": ("Mentoring Referral",),
	"Mentoring Safeguarding Reader": ("Mentoring Safeguarding Note",),
	"Mentoring Access Item": ("Mentoring Access Request",),
	"Mentoring Disposal Line": ("Mentoring Disposal",),
	"Mentoring Event Program": ("Mentoring Event",),
	"Mentoring Event Staff": ("Mentoring Event",),
}


def condition_for(doctype: str, user: str | None = None) -> str:
	"""SQL condition on the rows of a doctype that the user may list; empty: every row.

	Asked beside the roles, never instead of them. Works for child tables through their parents.
	"""
	user = user or frappe.session.user
	if doctype in PARENTS:
		return _row_condition(doctype, user)
	rule = RULES[doctype]
	if sees_every_pupil(user) and not rule.asks_everybody:
		return EVERY_ROW
	return rule.condition(doctype, user)


def _row_condition(doctype: str, user: str) -> str:
	if user == "Administrator":
		return EVERY_ROW
	return "(" + " or ".join(_rows_of(doctype, parent, user) for parent in PARENTS[doctype]) + ")"


def _rows_of(doctype: str, parent: str, user: str) -> str:
	"""Condition for the child rows that hang on readable documents of one parent doctype."""
	if not frappe.has_permission(parent, "read", user=user):
		return NO_ROW
	of_parent = f"`tab{doctype}`.`parenttype` = {frappe.db.escape(parent)}"
	condition = condition_for(parent, user)
	if not condition:
		return f"({of_parent})"
	parents = f"select `tab{parent}`.`name` from `tab{parent}` where {condition}"
	return f"({of_parent} and `tab{doctype}`.`parent` in ({parents}))"


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""Whether the user may touch this document at all; the roles decide what they may do with it."""
	user = user or frappe.session.user
	rule = RULES.get(doc.doctype)
	if sees_every_pupil(user) and not (rule and rule.asks_everybody):
		return True
	return bool(rule and rule.allows(doc, user))


def query_condition(doctype: str) -> Callable[[str], str]:
	"""The ``permission_query_conditions`` hook of one doctype (version 15.0 does not name the doctype)."""

	def condition(user: str | None = None) -> str:
		return condition_for(doctype, user)

	return condition


def hook_name(doctype: str) -> str:
	return "list_" + frappe.scrub(doctype)


for _doctype in (*RULES, *PARENTS):
	globals()[hook_name(_doctype)] = query_condition(_doctype)
