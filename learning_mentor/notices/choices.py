"""How a notice goes out: the school's choice for its kind, then the person's own."""

import frappe
from frappe import _

from learning_mentor.exceptions import MentoringError
from learning_mentor.learning_mentor.doctype.mentoring_settings.mentoring_settings import get_settings
from learning_mentor.notices.kinds import DESK, DIGEST, IMMEDIATE, KINDS, OFF, STAFF, Kind

OWN_CHOICE = "mentoring_mails"  # our field on Frappe's Notification Settings: see setup/own_fields.py
ALLOWED = {True: (OFF, DESK, DIGEST, IMMEDIATE), False: (OFF, IMMEDIATE)}  # by whether it is for staff


def of_school(kind: Kind) -> str:
	"""What Settings say of the kind; what it brings along where they do not know it yet."""
	if kind.urgent:
		return IMMEDIATE
	chosen = {row.kind: row.delivery for row in get_settings().notices}
	return chosen.get(kind.key) or kind.delivery


def of_person(kind: Kind, user: str) -> str:
	"""How this user gets a notice of the kind. Who has turned mails off gets notices in the desk alone."""
	chosen = of_school(kind)
	if kind.urgent or chosen in (OFF, DESK):
		return chosen
	own = frappe.db.get_value(
		"Notification Settings", user, ["enable_email_notifications", OWN_CHOICE], as_dict=True
	)
	if own and not own.enable_email_notifications:
		return DESK
	return (own and own.get(OWN_CHOICE)) or chosen


def check(settings) -> None:
	"""Keep one row for each kind, and refuse a choice that it cannot have (MentoringError)."""
	add_missing(settings)
	for row in settings.notices:
		kind = KINDS[row.kind]
		if kind.urgent and row.delivery != IMMEDIATE:
			problem = _("{0}: this kind always goes at once, leave it at Immediate.")
		elif row.delivery not in ALLOWED[kind.audience == STAFF]:
			problem = _("{0}: choose Off or Immediate; families and agencies get no digest.")
		else:
			continue
		frappe.throw(problem.format(frappe.bold(_(kind.label))), MentoringError)


def add_missing(settings) -> None:
	"""A row for each kind that Settings do not know, as it comes; rows of kinds that are gone are dropped."""
	rows = {row.kind: row for row in settings.notices if row.kind in KINDS}
	settings.set("notices", [])
	for kind in KINDS.values():
		row = rows.get(kind.key)
		settings.append(
			"notices",
			{
				"kind": kind.key,
				"title": _(kind.label),
				"audience": kind.audience,
				"delivery": (row and row.delivery) or kind.delivery,
				"email_template": kind.email_template,
			},
		)


def seed() -> None:
	"""Add the kinds that a newer version brings to Settings; what an admin chose stays."""
	settings = frappe.get_doc("Mentoring Settings")
	if {row.kind for row in settings.notices} != set(KINDS):
		settings.save(ignore_permissions=True)  # setup runs before anybody has a role
