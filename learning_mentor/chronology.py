"""Everything of one case in order of time, for whoever may read the case."""

import frappe
from frappe import _
from frappe.utils import get_datetime, getdate, now_datetime

from learning_mentor.api.shapes.desk import LatestRecord
from learning_mentor.data_protection.read_log import note
from learning_mentor.translatable import N_

# kind -> (doctype, field that dates it, fields that make its line)
SOURCES = {
	N_("Session"): ("Mentoring Session", "starts_on", ("session_type", "status", "pupil_said", "next_steps")),
	N_("Check-in"): ("Mentoring Check-in", "answered_on", ("scale", "status", "band")),
	N_("Action plan"): ("Mentoring Action Plan", "creation", ("status", "summary")),
	N_("Home visit"): ("Mentoring Home Visit", "starts_on", ("purpose", "status", "outcome")),
	N_("Liaison"): ("Mentoring Liaison", "contacted_on", ("party", "channel", "summary")),
	N_("Transition plan"): ("Mentoring Transition Plan", "creation", ("status", "to_school")),
	N_("Referral"): ("Mentoring Referral", "creation", ("agency", "status", "outcome")),
	N_("Handover"): ("Mentoring Handover", "creation", ("status", "to_mentor_name")),
}
PLAN_DECISION, EVENT = N_("Plan decision"), N_("Event")
LATEST = 8


def of_case(case: str, kinds: list[str] | None = None, newest_first: bool = True) -> list[dict]:
	"""The case's records as ``[{"on", "kind", "doctype", "name", "text"}]``; ``kinds`` narrows them.

	Raises PermissionError for whoever may not read the case, whose rows all carry the case's own key.
	"""
	record = frappe.get_doc("Mentoring Case", case)
	record.check_permission("read")
	note(record, "Chronology")
	wanted = set(kinds or [*SOURCES, PLAN_DECISION, EVENT])
	entries = [entry for kind in SOURCES if kind in wanted for entry in _entries(case, kind)]
	if PLAN_DECISION in wanted:
		entries += _plan_decisions(case)
	if EVENT in wanted:
		entries += _events_attended(case)
	return sorted(entries, key=lambda entry: get_datetime(entry["on"]), reverse=newest_first)


def latest(case: str) -> list[LatestRecord]:
	"""The case's newest records up to now as ``[{"on", "kind", "doctype", "name", "state"}]``, newest first.

	What lists show and no words: asked for with each look at the case, it is no reading of the chronology.
	"""
	entries = [entry for kind in SOURCES for entry in _newest(case, kind)]
	return sorted(entries, key=lambda entry: get_datetime(entry["on"]), reverse=True)[:LATEST]


def _newest(case: str, kind: str) -> list[LatestRecord]:
	doctype, dated, fields = SOURCES[kind]
	state = "status" if "status" in fields else fields[0]
	rows = frappe.get_list(
		doctype,
		filters=[["case", "=", case], [dated, "<=", now_datetime()]],
		fields=["name", f"{dated} as dated", f"{state} as state"],
		order_by=f"{dated} desc",
		limit_page_length=LATEST,
	)
	return [
		{"on": row.dated, "kind": kind, "doctype": doctype, "name": row.name, "state": row.state}
		for row in rows
	]


def of_pupil(case: str, kinds: list[str] | None = None) -> list[dict]:
	"""As `of_case` for all cases of the pupil that the session user may read, each entry with ``case``."""
	frappe.get_doc("Mentoring Case", case).check_permission("read")
	cases = frappe.get_list(
		"Mentoring Case",
		filters={"student": frappe.db.get_value("Mentoring Case", case, "student")},
		pluck="name",
		order_by="opened_on asc",
		limit_page_length=0,
	)
	entries = [{**entry, "case": name} for name in cases for entry in of_case(name, kinds)]
	return sorted(entries, key=lambda entry: get_datetime(entry["on"]), reverse=True)


def _entries(case: str, kind: str) -> list[dict]:
	doctype, dated, fields = SOURCES[kind]
	rows = frappe.get_list(
		doctype,
		filters={"case": case, dated: ["is", "set"]},
		fields=["name", f"{dated} as dated", *fields],
		order_by=f"{dated} asc",
		limit_page_length=0,
	)
	choices = {field.fieldname for field in frappe.get_meta(doctype).get("fields", {"fieldtype": "Select"})}
	return [_entry(kind, doctype, row, fields, choices) for row in rows]


def _entry(kind: str, doctype: str, row: frappe._dict, fields: tuple[str, ...], choices: set[str]) -> dict:
	"""``choices``: those of the fields whose values are translated."""
	parts = [_(row[field]) if row[field] and field in choices else row[field] for field in fields]
	return {
		"on": row.dated,
		"kind": kind,
		"doctype": doctype,
		"name": row.name,
		"text": " - ".join(str(part) for part in parts if part),
	}


def _plan_decisions(case: str) -> list[dict]:
	plans = frappe.get_list(
		"Mentoring Action Plan",
		filters={"case": case},
		pluck="name",
		order_by="creation asc",
		limit_page_length=0,
	)
	rows = plans and frappe.get_all(
		"Mentoring Plan Decision",
		filters={"parenttype": "Mentoring Action Plan", "parent": ["in", plans]},
		fields=["parent", "decision", "decided_on", "decided_by_name", "comment"],
		order_by="decided_on asc",
	)
	return [
		{
			"on": row.decided_on,
			"kind": PLAN_DECISION,
			"doctype": "Mentoring Action Plan",
			"name": row.parent,
			"text": " - ".join(filter(None, (_(row.decision), row.decided_by_name, row.comment))),
		}
		for row in rows or []
	]


def _events_attended(case: str) -> list[dict]:
	"""Drop-ins and other events that the pupil came to while the case was open."""
	of_case = frappe.db.get_value("Mentoring Case", case, ["student", "opened_on", "closed_on"], as_dict=True)
	last = f"{of_case.closed_on or getdate()} 23:59:59"
	rows = frappe.get_all(
		"Mentoring Event Registration",
		filters=[
			["student", "=", of_case.student],
			["status", "=", "Attended"],
			["starts_on", ">=", f"{of_case.opened_on} 00:00:00"],
			["starts_on", "<=", last],
		],
		fields=["name", "starts_on", "event_title"],
		order_by="starts_on asc",
	)
	return [
		{
			"on": row.starts_on,
			"kind": EVENT,
			"doctype": "Mentoring Event Registration",
			"name": row.name,
			"text": row.event_title,
		}
		for row in rows
	]
