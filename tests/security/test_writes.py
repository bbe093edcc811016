"""Writing past the rules: hidden records, fields that are not the writer's, methods called the wrong way."""

import frappe
import pytest

from tests.security import policy
from tests.security.app_methods import DOCUMENTS, METHODS
from tests.security.canaries import app_doctypes, text_fields
from tests.security.fingerprints import fingerprint
from tests.security.lane import text_of

pytestmark = pytest.mark.usefixtures("no_leak")

ATTACKERS = (
	policy.MENTOR,
	policy.REMOVED_MENTOR,
	policy.UNASSIGNED_TEACHER,
	policy.SYSTEM_MANAGER,
	policy.GUARDIAN,
)


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
def test_hidden_records_are_not_written(world, lane, tally, tables, actor):
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


def test_hidden_records_are_not_taken_by_a_key_of_one_s_own(world, lane, tables):
	"""A document that comes with the caller's key in it is judged by the key that is stored."""
	mentor, own = lane(policy.MENTOR), world.profiles[policy.MENTOR].name
	before = fingerprint(tables)
	for doctype in app_doctypes():
		hidden = world.hidden_from(policy.MENTOR, doctype)
		if not hidden or not frappe.get_meta(doctype).has_field("mentor"):
			continue
		document = {"doctype": doctype, "name": hidden[0], "mentor": own}
		for method, arguments in (
			("frappe.client.save", {"doc": document}),
			("frappe.desk.form.save.savedocs", {"doc": frappe.as_json(document), "action": "Save"}),
		):
			answer = mentor.call(method, look=lambda: fingerprint(tables), **arguments)
			assert (answer.status_code, mentor.seen) == (403, before), (method, doctype)


def test_a_record_of_a_case_has_the_key_and_the_pupil_of_its_case(world, lane):
	"""Whatever its writer says: with another's key it would be shown to the other."""
	forged = {"mentor": world.profiles[policy.OTHER_MENTOR].name, "student": world.pupils[policy.OTHER].name}
	said = {"party": "Teacher", "channel": "Phone", "contacted_on": frappe.utils.now(), "summary": "Called"}
	own, fields = world.records["Mentoring Case", policy.OWN], ["mentor", "student"]
	mentor = lane(policy.MENTOR)
	answer = mentor.call(  # Frappe's way by /api/resource commits
		"frappe.client.insert",
		doc={"doctype": "Mentoring Liaison", "case": own, **said, **forged},
		look=lambda: frappe.get_all("Mentoring Liaison", {"summary": "Called", "case": own}, fields),
	)
	kept = [frappe.db.get_value("Mentoring Case", own, fields, as_dict=True)]
	assert (answer.status_code, mentor.seen) == (200, kept), text_of(answer)[:500]


@pytest.mark.parametrize("actor", [policy.MENTOR, policy.UNASSIGNED_TEACHER, policy.SYSTEM_MANAGER])
def test_rows_of_child_tables_are_not_written_by_name(world, lane, tally, tables, actor):
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
def test_get_changes_nothing(lane, tally, tables, world, actor):
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
