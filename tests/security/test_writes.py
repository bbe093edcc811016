"""Writing past the rules: hidden records, fields that are not the writer's, methods called the wrong way."""

import frappe
import pytest

from tests.security import policy
from tests.security.app_methods import DOCUMENTS, METHODS
from tests.security.canaries import app_doctypes, text_fields
from tests.security.lane import text_of
from tests.security.test_methods import fingerprint, tables  # noqa: F401  the fixture

pytestmark = pytest.mark.usefixtures("no_leak")

ATTACKERS = (
	policy.MENTOR,
	policy.REMOVED_MENTOR,
	policy.UNASSIGNED_TEACHER,
	policy.SYSTEM_MANAGER,
	policy.GUARDIAN,
)
OTHERS_DUTY = {"owner": "Guest", "docstatus": 1, "status": "Closed", "workflow_state": "Active"}


def writes(doctype: str, name: str, field: str) -> list[tuple]:
	"""The ways that Frappe opens to write one record: verb, path and arguments."""
	method = "/api/method/frappe."
	changed = {field: "Changed"}
	document = {"doctype": doctype, "name": name, **changed}
	return [
		("PUT", f"/api/resource/{doctype}/{name}", changed),
		("DELETE", f"/api/resource/{doctype}/{name}", {}),
		("POST", method + "client.set_value", {"doctype": doctype, "name": name, "fieldname": changed}),
		("POST", method + "client.save", {"doc": document}),
		("POST", method + "client.submit", {"doc": document}),
		("POST", method + "client.cancel", {"doctype": doctype, "name": name}),
		("POST", method + "client.delete", {"doctype": doctype, "name": name}),
		("POST", method + "client.rename_doc", {"doctype": doctype, "old_name": name, "new_name": "X-1"}),
		("POST", method + "client.bulk_update", {"docs": frappe.as_json([{**document, "docname": name}])}),
		("POST", method + "desk.form.save.savedocs", {"doc": frappe.as_json(document), "action": "Save"}),
		("POST", method + "desk.form.save.cancel", {"doctype": doctype, "name": name}),
		(
			"POST",
			method + BULK,
			{"doctype": doctype, "docnames": [name], "action": "update", "data": changed},
		),
		("POST", method + "model.workflow.apply_workflow", {"doc": document, "action": "Approve Plan"}),
		("POST", method + "desk.calendar.update_event", calendar(doctype, name)),
	]


BULK = "desk.doctype.bulk_update.bulk_update.submit_cancel_or_update_docs"


def calendar(doctype: str, name: str) -> dict:
	args = {"doctype": doctype, "name": name, "modified": "2020-01-01", "creation": "2020-01-01"}
	return {
		"args": frappe.as_json(args),
		"field_map": frappe.as_json({"start": "creation", "end": "modified"}),
	}


@pytest.mark.parametrize("actor", ATTACKERS)
def test_hidden_records_are_not_written(world, lane, tally, tables, actor):  # noqa: F811
	for doctype in app_doctypes():
		hidden = world.hidden_from(actor, doctype)
		field = (text_fields(doctype) or [None])[0]
		if not hidden or not field:
			continue
		before = fingerprint(tables)
		for verb, path, arguments in writes(doctype, hidden[0], field):
			response = lane(actor).open(verb, path, arguments, look=lambda: fingerprint(tables))
			tally.check(actor, path, doctype, response, asked=hidden[0])
			if lane(actor).seen != before:
				tally.note(actor, path, doctype, "has changed rows")


@pytest.mark.parametrize("actor", [policy.MENTOR, policy.UNASSIGNED_TEACHER, policy.SYSTEM_MANAGER])
def test_rows_of_child_tables_are_not_written_by_name(world, lane, tally, tables, actor):  # noqa: F811
	before = fingerprint(tables)
	for child in app_doctypes(tables=True):
		row = next((name for kind, name in world.rows if kind == child), None)
		field = (text_fields(child) or ["idx"])[0]
		for verb, path, arguments in writes(child, row, field)[:8] if row else ():
			if _is_a_parent_s_save(world, actor, child, row):
				continue
			response = lane(actor).open(verb, path, arguments, look=lambda: fingerprint(tables))
			tally.check(actor, path, child, response)
			if lane(actor).seen != before:
				tally.note(actor, path, child, "has changed rows")


def _is_a_parent_s_save(world, actor: str, child: str, row: str) -> bool:
	"""Whether the row is the actor's own to change, through its parent's rules."""
	parenttype, parent = frappe.db.get_value(child, row, ["parenttype", "parent"])
	situation = next(
		each for (kind, each), name in world.records.items() if (kind, name) == (parenttype, parent)
	)
	return policy.sees(actor, parenttype, situation)


@pytest.mark.parametrize("actor", [policy.COORDINATOR, policy.MENTOR, policy.LEAD])
def test_get_changes_nothing(lane, tally, tables, world, actor):  # noqa: F811
	def record(doctype: str) -> str:
		return world.guardian_of(policy.OWN) if doctype == "Guardian" else world.linked(doctype, policy.OWN)

	before = fingerprint(tables)
	for path, method in METHODS.items():
		if method.writers is None:
			continue
		cmd = "run_doc_method" if path in DOCUMENTS else path
		arguments = method.arguments(record)
		response = lane(actor).open("GET", f"/api/method/{cmd}", arguments, look=lambda: fingerprint(tables))
		if response.status_code < 400 or lane(actor).seen != before:
			tally.note(actor, path, "GET", f"answers {response.status_code}")


INJECTED = (
	"' or '1'='1",
	"x'); drop table `tabMentoring Case`; --",
	"1 union select strengths from `tabMentoring Case`",
	"(select strengths from `tabMentoring Case` limit 1)",
	"sleep(3)",
	"{{ frappe.get_all('Mentoring Case', ['*']) }}",
	"{% for x in frappe.get_all('Mentoring Case', ['*']) %}{{ x }}{% endfor %}",
	"<script>alert(1)</script>",
	'"><img src=x onerror=alert(1)>',
	"%s %(name)s {0} {name}",
	"../../../../etc/passwd",
	"\x00\u202e\ud7ff\U0001f47b",
)


@pytest.mark.parametrize(
	"actor", [policy.REMOVED_MENTOR, policy.UNASSIGNED_TEACHER, policy.GUARDIAN, policy.GUEST]
)
def test_injections_into_every_argument_of_every_method(world, lane, tally, tables, actor):  # noqa: F811
	before = fingerprint(tables)

	def record(doctype: str) -> str:
		return (
			world.guardian_of(policy.OTHER) if doctype == "Guardian" else world.linked(doctype, policy.OTHER)
		)

	for number, (path, method) in enumerate(METHODS.items()):
		cmd = "run_doc_method" if path in DOCUMENTS else path
		arguments = method.arguments(record)
		for argument in ["dn"] if path in DOCUMENTS else arguments:  # the others are Frappe's own
			word = INJECTED[number % len(INJECTED)]
			number += 1
			response = lane(actor).call(
				cmd, look=lambda: fingerprint(tables), **{**arguments, argument: word}
			)
			tally.check(actor, f"{path}({argument}={word})", "injection", response)
			if lane(actor).seen != before:
				tally.note(actor, f"{path}({argument}={word})", "injection", "has changed rows")


@pytest.mark.parametrize("actor", [policy.REMOVED_MENTOR, policy.UNASSIGNED_TEACHER])
@pytest.mark.parametrize("place", ["order_by", "group_by", "fields", "filters", "or_filters"])
def test_injections_into_lists(lane, tally, actor, place):
	for word in INJECTED[:6]:
		value = {
			"fields": ["name", word],
			"filters": [["name", "=", word], [word, "=", "x"]],
			"or_filters": [[word, "like", "%"]],
		}.get(place, word)
		for method in ("frappe.client.get_list", "frappe.desk.reportview.get_list"):
			asked = {"doctype": "Mentoring Nomination", "fields": ["name"], place: value}
			response = lane(actor).ask(method, **asked)
			tally.check(actor, f"{method} {place}", word, _without_server_error(response))


def _without_server_error(response):
	"""Frappe answers its own refusals of SQL with 500; what matters here is what it tells."""
	response.status_code = min(response.status_code, 499)
	return response


def test_the_answers_to_injections_show_no_script(world, lane):
	"""What a mentor types as markup is not markup on the page of the family."""
	plan = world.records["Mentoring Action Plan", policy.OWN]
	word = frappe.db.get_value("Mentoring Action Plan", plan, "summary")
	frappe.db.set_value("Mentoring Action Plan", plan, "summary", "<script>alert(1)</script>{{ 7 * 7 }}")
	frappe.db.commit()
	try:
		page = lane(policy.GUARDIAN).open("GET", "/mentoring/plan", {"name": plan}, accept="text/html")
		assert "alert(1)" in text_of(page)
		assert "<script>alert(1)" not in text_of(page)
		assert "{{ 7 * 7 }}" in text_of(page)
	finally:
		frappe.db.set_value("Mentoring Action Plan", plan, "summary", word)
		frappe.db.commit()
