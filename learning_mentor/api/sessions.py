"""Logging and planning sessions."""

import frappe

from learning_mentor import caseload, chronology, session_series, sessions
from learning_mentor.api.arguments import as_dict, as_rows


@frappe.whitelist(methods=["GET"])
def my_caseload() -> dict:
	"""The session user's morning: see `learning_mentor.caseload.my_caseload`."""
	return caseload.my_caseload()


@frappe.whitelist(methods=["GET"])
def quick_defaults(case: str, session: str | None = None) -> dict:
	"""What the quick form starts with: see `learning_mentor.sessions.defaults_for`. 403 for others' cases."""
	return sessions.defaults_for(case, session)


@frappe.whitelist(methods=["POST"])
def log(case: str, values: dict | str | None = None) -> dict:
	"""Log a session of a case, held just now unless ``values`` say otherwise. Returns ``{"name"}``."""
	fields = as_dict(values, "values")
	if "targets" in fields:
		fields["targets"] = as_rows(fields["targets"], "targets")
	return {"name": sessions.log(case, fields)}


@frappe.whitelist(methods=["POST"])
def log_group(group: str, starts_on: str, attendance: list | str, duration: int | None = None) -> dict:
	"""Log one meeting of a group, all members or none. Returns ``{"names"}``: see `sessions.log_group`."""
	return {"names": sessions.log_group(group, starts_on, as_rows(attendance, "attendance"), duration)}


@frappe.whitelist(methods=["POST"])
def repeat_weekly(session: str, until: str) -> dict:
	"""Plan a session again each school week until a day. Returns ``{"names"}`` of what was added."""
	return {"names": session_series.repeat_weekly(session, until)}


@frappe.whitelist(methods=["GET"])
def chronology_of(case: str, kinds: list | str | None = None) -> list[dict]:
	"""A case's records in order of time: see `learning_mentor.chronology.of_case`. 403 for others' cases."""
	return chronology.of_case(case, frappe.parse_json(kinds))
