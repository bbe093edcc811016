"""Logging and planning sessions."""

from typing import Annotated

import frappe

from learning_mentor import caseload, chronology, session_series, sessions
from learning_mentor.api.arguments import as_dict, as_rows, as_words
from learning_mentor.api.shapes.casework import (
	Attendance,
	Caseload,
	ChronologyEntry,
	SessionDefaults,
	SessionLog,
)
from learning_mentor.api.shapes.common import Named, Names
from learning_mentor.rest.idempotency import once_per_key
from learning_mentor.rest.pages import MOST, Limit, Start, page
from learning_mentor.rest.shapes import Format, Shape


@frappe.whitelist(methods=["GET"])
def my_caseload() -> Caseload:
	"""The session user's morning: see `learning_mentor.caseload.my_caseload`."""
	return caseload.my_caseload()


@frappe.whitelist(methods=["GET"])
def quick_defaults(case: str, session: str | None = None) -> SessionDefaults:
	"""What the quick form starts with: see `learning_mentor.sessions.defaults_for`. 403 for others' cases."""
	return sessions.defaults_for(case, session)


@frappe.whitelist(methods=["POST"])
@once_per_key
def log(case: str, values: Annotated[dict | str | None, Shape(SessionLog)] = None) -> Named:
	"""Log a session of a case, held just now unless ``values`` say otherwise. Returns ``{"name"}``."""
	fields = as_dict(values, "values")
	if "targets" in fields:
		fields["targets"] = as_rows(fields["targets"], "targets")
	return {"name": sessions.log(case, fields)}


@frappe.whitelist(methods=["POST"])
@once_per_key
def log_group(
	group: str,
	starts_on: Annotated[str, Format("date-time")],
	attendance: Annotated[list | str, Shape(list[Attendance])],
	duration: int | None = None,
) -> Names:
	"""Log one meeting of a group, all members or none. Returns ``{"names"}``: see `sessions.log_group`."""
	return {"names": sessions.log_group(group, starts_on, as_rows(attendance, "attendance"), duration)}


@frappe.whitelist(methods=["POST"])
@once_per_key
def repeat_weekly(session: str, until: Annotated[str, Format("date")]) -> Names:
	"""Plan a session again each school week until a day. Returns ``{"names"}`` of what was added."""
	return {"names": session_series.repeat_weekly(session, until)}


@frappe.whitelist(methods=["GET"])
def chronology_of(
	case: str,
	kinds: Annotated[list | str | None, Shape(list[str])] = None,
	start: Start = 0,
	limit: Limit = MOST,
) -> list[ChronologyEntry]:
	"""A case's records, the newest first, in pages: see `chronology.of_case`. 403 for others' cases."""
	return page(chronology.of_case(case, as_words(kinds, "kinds")), start, limit)
