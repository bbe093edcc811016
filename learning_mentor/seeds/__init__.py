"""Needs, strategies, scales and other lists that a new site starts with: JSON, in the app's own words."""

import json
from pathlib import Path

import frappe

FOLDER = Path(__file__).parent


def read(name: str) -> list[dict]:
	return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def add_needs() -> None:
	for need in read("needs"):
		_add_if_absent("Mentoring Need", need["need_name"], need)


def add_strategies() -> None:
	for strategy in read("strategies"):
		rows = {
			"needs": [{"need": need} for need in strategy["needs"]],
			"steps": [{"step": step} for step in strategy["steps"]],
		}
		_add_if_absent("Mentoring Strategy", strategy["strategy_name"], {**strategy, **rows})


def add_scales() -> None:
	for scale in read("scales"):
		_add_if_absent("Mentoring Scale", scale["scale_name"], scale)


def add_visit_purposes() -> None:
	for purpose in read("visit_purposes"):
		_add_if_absent("Mentoring Visit Purpose", purpose["purpose_name"], purpose)


def add_risk_questions() -> None:
	"""The questions of the risk assessments, where Settings have none: nothing goes without them."""
	settings = frappe.get_doc("Mentoring Settings")
	missing = [table for table in ("risk_questions", "event_risk_questions") if not settings.get(table)]
	for table in missing:
		settings.extend(table, read(table))
	if missing:
		settings.save(ignore_permissions=True)  # setup runs before anybody has a role


def _add_if_absent(doctype: str, name: str, values: dict) -> None:
	if not frappe.db.exists(doctype, name):
		frappe.get_doc({"doctype": doctype, **values}).insert(
			ignore_permissions=True  # setup runs before anybody has a role
		)
