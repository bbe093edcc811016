"""Holes found in what Frappe opens, each with a test.

Methods that a caller names, and fields of linked records that a caller asks for.

Each goes through the server's own dispatch as the attacker (`lane.Lane`), and is rolled back.
"""

import json

import frappe
import pytest

from learning_mentor.guards.methods import is_guarded
from tests.security import policy
from tests.security.holes import CASE, for_a_while, refused
from tests.security.lane import text_of


def test_a_guarded_method_is_not_called_by_another(lane):
	"""Link search and trees call any whitelisted method that the caller names."""
	asked = {"doctype": CASE, "txt": "x", "query": "frappe.desk.search.get_link_title"}
	assert lane(policy.MENTOR).ask("frappe.desk.search.search_widget", **asked).status_code == 403
	asked = {
		"doctype": "Room",
		"label": "x",
		"parent": "x",
		"tree_method": "frappe.desk.doctype.tag.tag.get_tagged_docs",
	}
	assert lane(policy.MENTOR).ask("frappe.desk.treeview.get_all_nodes", **asked).status_code == 403


@pytest.mark.parametrize("mapper", ["frappe.model.mapper.map_docs", "frappe.model.mapper.make_mapped_doc"])
def test_a_mapper_calls_no_guarded_method(lane, mapper):
	"""It hands over what the caller sends, past the guards of the method's name."""
	asked = {"source_names": f'["{CASE}"]', "source_name": CASE, "target_doc": "strengths"}
	for method in ("frappe.desk.query_report.get_data_for_custom_field", "frappe.client.get_count"):
		for actor in (policy.MENTOR, policy.GUARDIAN):
			refused(lane(actor), mapper, method=method, **asked)


def test_a_form_of_frappe_s_hands_out_no_record_of_ours(world, lane):
	"""It takes any record type, and gives a record to whoever once made it."""
	form = "frappe.website.doctype.web_form.web_form.get_form_data"
	for doctype in ("Mentoring Medical Note", "Mentoring Session", "Mentoring Aim"):
		name = frappe.db.get_value(doctype, {}, "name")
		for asked in ({}, {"docname": name}):
			with for_a_while(doctype, name, owner=world.users[policy.GUARDIAN]):
				refused(lane(policy.GUARDIAN), form, web_form_name="edit-profile", doctype=doctype, **asked)


OWN_METHOD = "learning_mentor.api.sessions.my_caseload"
HIDDEN_FIELDS = '["name", "case.strengths"]'


@pytest.mark.parametrize(
	("path", "asked"),
	[
		("frappe.desk.treeview.get_all_nodes", {"label": "x", "tree_method": "frappe.client.get_list"}),
		("frappe.model.mapper.map_docs", {"method": "frappe.client.get_list"}),
		("frappe.model.mapper.make_mapped_doc", {"method": "frappe.client.get_list"}),
		("frappe.desk.search.search_widget", {"txt": HIDDEN_FIELDS, "query": "frappe.client.get_list"}),
		("frappe.desk.search.search_widget", {"txt": "x", "query": OWN_METHOD}),
	],
)
def test_what_a_caller_names_is_made_for_it(lane, path, asked):
	"""Another method would take what is sent for something else: a list's fields as a tree's parent."""
	doctype = "Mentoring Handover"
	sent = {"doctype": doctype, "parent": HIDDEN_FIELDS, "target_doc": HIDDEN_FIELDS, "source_name": doctype}
	if "query" in asked:
		sent["doctype"] = "Room"
	refused(lane(policy.MENTOR), path, **sent, source_names=f'["{doctype}"]', **asked)


@pytest.mark.parametrize("path", ["upload_file", "frappe.handler.upload_file", "frappe.handler.uploadfile"])
def test_an_upload_calls_no_guarded_method(lane, path):
	refused(lane(policy.MENTOR), path, **{"method": "frappe.desk.query_report.export_query"})


def test_words_of_a_record_that_is_kept_are_no_join(lane, world):
	"""A sentence may end without a space after its point."""
	own = frappe.get_doc("Mentoring Session", world.records["Mentoring Session", policy.OWN]).as_dict()
	doc = frappe.as_json({**own, "next_steps": "Looked at the plan.next week again"})
	answer = lane(policy.MENTOR).call("frappe.desk.form.save.savedocs", doc=doc, action="Save")
	assert "cannot be read along" not in text_of(answer)


def test_link_searches_of_frappe_are_still_called(lane):
	asked = {"doctype": "Role", "txt": "", "query": "frappe.core.doctype.role.role.role_query"}
	assert lane(policy.COORDINATOR).ask("frappe.desk.search.search_link", **asked).status_code == 200


def test_a_guarded_method_is_known_by_every_name(db):
	"""`search_link` calls `search_widget` by a name of its own module; a caller may name any."""
	assert is_guarded("frappe.desk.reportview.get_count") or is_guarded("frappe.client.get_count")
	assert is_guarded(" frappe.desk.search.search_widget ")
	assert not is_guarded("frappe.ping") and not is_guarded("no.such.method") and not is_guarded(None)


JOINS = (
	("Mentoring Referral", {"fields": '["name", "safeguarding_note\\u002ecategory"]'}),
	("Mentoring Referral", {"fields": '["name", "safeguarding\\u005fnote.category"]'}),
	("Mentoring Session", {"fields": '["led_by\\u002eclearance_status"]'}),
	("Mentoring Session", {"fields": '["led_by.*"]'}),
	("Mentoring Handover", {"fields": '["case\\u002Estrengths"]'}),
	("Mentoring Handover", {"expand": '["case"]'}),
	("Mentoring Handover", {"expand_links": "1"}),
)


@pytest.mark.parametrize(("doctype", "asked"), JOINS)
def test_a_join_is_seen_however_its_json_is_written(lane, doctype, asked):
	for path in (f"/api/resource/{doctype}", "/api/method/frappe.client.get_list"):
		response = lane(policy.MENTOR).open("GET", path, {"doctype": doctype, **asked})
		assert response.status_code == 403, text_of(response)[:300]


def test_a_calendar_reads_no_field_of_a_linked_record(lane):
	fields = {"start": "creation", "end": "creation", "title": "case.strengths"}
	asked = {"doctype": "Mentoring Handover", "start": "2000-01-01", "end": "2100-01-01"}
	refused(lane(policy.MENTOR), "frappe.desk.calendar.get_events", **asked, field_map=json.dumps(fields))


def test_records_of_others_are_still_expanded(lane):
	"""Frappe 15 of the bench knows no such word; what leads to none of ours is no business of the guard's."""
	asked = {"expand": '["gender"]', "limit_page_length": 1}
	assert lane(policy.COORDINATOR).open("GET", "/api/resource/Room", asked).status_code != 403
