"""Needs, strategies, scales and other lists that a new site starts with: JSON, in the app's own words."""

import json
from pathlib import Path

import frappe
from frappe import _

from learning_mentor.data_protection import retention

FOLDER = Path(__file__).parent
# What people read: written in the site's language. The other texts are values that the code knows.
SHOWN = (
	"need_name",
	"needs",
	"strategy_name",
	"steps",
	"step",
	"scale_name",
	"purpose_name",
	"question",
	"description",
	"plain_words",
	"instructions",
	"label",
	"item_text",
	"band",
	"licence_note",
)


def read(name: str) -> list[dict]:
	return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def for_site(name: str) -> list[dict]:
	"""The records of a list in the site's language: a school changes them, so they are data from then on."""
	return _translated(read(name), frappe.db.get_default("lang") or "en")


def _translated(value, language: str, field: str = ""):
	if isinstance(value, dict):
		return {name: _translated(each, language, name) for name, each in value.items()}
	if isinstance(value, list):
		return [_translated(each, language, field) for each in value]
	return _(value, language) if isinstance(value, str) and value and field in SHOWN else value


def add_needs() -> None:
	for need in for_site("needs"):
		_add_if_absent("Mentoring Need", need["need_name"], need)


def add_strategies() -> None:
	for strategy in for_site("strategies"):
		rows = {
			"needs": [{"need": need} for need in strategy["needs"]],
			"steps": [{"step": step} for step in strategy["steps"]],
		}
		_add_if_absent("Mentoring Strategy", strategy["strategy_name"], {**strategy, **rows})


def add_scales() -> None:
	for scale in for_site("scales"):
		_add_if_absent("Mentoring Scale", scale["scale_name"], scale)


def add_visit_purposes() -> None:
	for purpose in for_site("visit_purposes"):
		_add_if_absent("Mentoring Visit Purpose", purpose["purpose_name"], purpose)


def add_risk_questions() -> None:
	"""The questions of the risk assessments, where Settings have none: nothing goes without them."""
	for table in ("risk_questions", "event_risk_questions"):
		_fill_settings(table)


def add_transition_steps() -> None:
	"""The checklist of a move, where Settings have none."""
	_fill_settings("transition_steps")


def _fill_settings(table: str) -> None:
	settings = frappe.get_doc("Mentoring Settings")
	if not settings.get(table):
		settings.extend(table, for_site(table))
		settings.save(ignore_permissions=True)  # setup runs before anybody has a role


def add_retention_rules() -> None:
	"""The defaults of the rules of practice, for each record type about a pupil; logs are kept for 5 years.

	Not added again later: a rule that a school has taken away means that the records are kept.
	"""
	for record_type in sorted(retention.may_have_rule()):
		is_audit = record_type in retention.AUDIT
		rule = {"years": 5, "basis": retention.RECORD} if is_audit else {"years": 25, "statutory_years": 31}
		if not frappe.db.exists(retention.RULE, {"record_type": record_type}):
			frappe.get_doc({"doctype": retention.RULE, "record_type": record_type, **rule}).insert(
				ignore_permissions=True  # setup runs before anybody has a role
			)


def _add_if_absent(doctype: str, name: str, values: dict) -> None:
	if not frappe.db.exists(doctype, name):
		frappe.get_doc({"doctype": doctype, **values}).insert(
			ignore_permissions=True  # setup runs before anybody has a role
		)
