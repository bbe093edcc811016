"""Holes that later versions of Frappe open, each with a test.

The bench's Frappe has none of them: what stands before them is called as those versions would.
"""

import json

import frappe
import frappe.client
import pytest
from frappe.desk.search import search_widget
from werkzeug.wrappers import Response

from learning_mentor.guards import answers, error_log, requests, searches
from learning_mentor.permissions import RULES, directory
from tests import factories as make
from tests.conftest import session_of
from tests.security import policy
from tests.security.holes import CASE

PROFILE = "Mentor Profile"
ALL_COLLEAGUES = {"doctype": PROFILE, "txt": "", "ignore_user_permissions": 1}


def test_the_caller_does_not_choose_a_new_record_s_name(world, db):
	"""With the name of a hidden record its rows would be listed as those of the new one."""
	nomination = make.new_nomination()
	nomination.name = world.records[CASE, policy.OTHER]
	nomination.flags.name_set = frappe.flags.api_name_set = True
	assert nomination.insert().name.startswith("MN-")


@pytest.mark.parametrize("doctype", sorted(RULES))
def test_no_record_is_discarded(db, doctype):
	"""Frappe would lock the draft as it is, past its rules and its workflow."""
	with pytest.raises(frappe.ValidationError, match="cannot be discarded"):
		frappe.new_doc(doctype).run_method("before_discard")


def test_colleagues_are_listed_while_the_directory_is_open(world, db):
	colleague = world.profiles[policy.OTHER_MENTOR].name
	with session_of(world.users[policy.MENTOR]):
		assert colleague not in frappe.get_list(PROFILE, pluck="name")
		with directory.opened():
			assert colleague in frappe.get_list(PROFILE, pluck="name")
			assert world.records[CASE, policy.OTHER] not in frappe.get_list(CASE, pluck="name")
		assert colleague not in frappe.get_list(PROFILE, pluck="name")


@pytest.mark.parametrize(
	("asked", "opens"),
	[
		({}, True),
		({"filters": {"status": "Active"}}, True),
		({"filters": {"clearance_status": "Cleared"}}, False),
		({"ignore_user_permissions": 0}, False),
		({"doctype": CASE}, False),
	],
)
def test_the_directory_opens_for_what_all_staff_know(world, db, asked, opens):
	with session_of(world.users[policy.MENTOR]):
		asked = frappe._dict({**ALL_COLLEAGUES, **asked})
		assert searches.search(asked, lambda **changed: directory.is_open()) == opens


SINGLE = "System Settings"
UNDER_A_PARENT = [
	("GET", "/api/method/frappe.client.get_list", {"doctype": CASE, "parent": SINGLE}),
	("GET", f"/api/resource/{CASE}", {"parent": SINGLE}),
	("GET", f"/api/resource/{CASE}", {"parent_doctype": SINGLE}),
	("GET", "/api/resource/Mentoring Aim", {"parent": "Mentoring Nomination"}),
	("GET", f"/api/v2/doctype/{CASE}/count", {"parent_doctype": SINGLE}),
	(
		"GET",
		"/api/method/frappe.client.get_value",
		{"doctype": CASE, "fieldname": "status", "parent": SINGLE},
	),
	(
		"POST",
		"/api/method/frappe.desk.doctype.number_card.number_card.get_result",
		{"doc": {"document_type": CASE, "parent_document_type": SINGLE}, "filters": "[]"},
	),
	(
		"POST",
		"/api/method/frappe.desk.doctype.dashboard_chart.dashboard_chart.get",
		{"chart": f'{{"document_type": "{CASE}", "parent\\u005fdocument_type": "{SINGLE}"}}'},
	),
]


@pytest.mark.parametrize(("verb", "path", "asked"), UNDER_A_PARENT)
def test_rows_are_listed_under_no_parent_that_does_not_hold_them(begin, verb, path, asked):
	"""Frappe would ask for the rights of that parent alone, and for none at all where it is a Single."""
	begin(policy.MENTOR, verb, path, **asked)
	with pytest.raises(frappe.PermissionError):
		requests.before()


@pytest.mark.parametrize(
	"asked",
	[
		{"doctype": "Mentoring Aim", "parent": CASE},
		{"doctype": "Has Role", "parent": "User"},
		{"doctype": CASE, "parent": ""},
	],
)
def test_rows_are_listed_under_the_parents_that_hold_them(begin, asked):
	begin(policy.MENTOR, "GET", "/api/method/frappe.client.get_list", **asked)
	requests.before()


@pytest.mark.parametrize("kind", ["Dashboard Chart", "Number Card"])
def test_no_card_is_kept_that_lists_past_the_rows_rights(db, kind):
	card = frappe.new_doc(kind)
	card.update({"document_type": CASE, "parent_document_type": SINGLE, "label": "x", "chart_name": "x"})
	card.update({"chart_type": "Count", "type": "Line", "based_on": "creation", "filters_json": "[]"})
	with pytest.raises(frappe.PermissionError):
		card.insert()


def test_a_guarded_method_has_no_other_name(begin, monkeypatch):
	"""As later versions import the search into `frappe.client`."""
	monkeypatch.setattr(frappe.client, "search_widget", search_widget, raising=False)
	asked = {"doctype": CASE, "txt": "", "filter_fields": '["status"]'}
	begin(policy.MENTOR, "GET", "/api/method/frappe.client.search_widget", **asked)
	with pytest.raises(frappe.PermissionError):
		requests.before()
	begin(policy.MENTOR, "GET", "/api/method/frappe.client.search_widget", **{**asked, "doctype": "Role"})
	requests.before()


@pytest.mark.parametrize(
	("path", "sent"),
	[
		(f"/api/v2/document/{CASE}/bulk_update", {"docs": [{"name": "{name}"}]}),
		(f"/api/v2/document/{CASE}/bulk_delete", {"names": ["{name}"]}),
		("/api/v2/method/bulk_delete", {"docs": [{"doctype": CASE, "name": "{name}"}]}),
	],
)
def test_many_at_once_answer_alike_for_hidden_and_missing(world, begin, path, sent):
	for name in (world.records[CASE, policy.OTHER], "no-such-case"):
		begin(policy.MENTOR, "POST", path, **json.loads(json.dumps(sent).replace("{name}", name)))
		with pytest.raises(frappe.PermissionError, match="no such record"):
			requests.before()
	own = world.records[CASE, policy.OWN]
	begin(policy.MENTOR, "POST", path, **json.loads(json.dumps(sent).replace("{name}", own)))
	requests.before()


@pytest.mark.parametrize(
	("asked", "stays"),
	[
		({"report_name": "Provision Map"}, False),
		({"doctype": CASE}, False),
		({"report_name": "ToDo"}, True),
		({"doctype": "Student"}, True),
	],
)
def test_what_is_exported_of_ours_is_not_left_on_a_report(begin, asked, stays):
	begin(
		policy.COORDINATOR,
		"POST",
		"/api/method/frappe.desk.query_report.export_query",
		**asked,
		export_in_background=1,
	)
	requests.before()
	assert ("export_in_background" in frappe.local.form_dict) == stays


@pytest.mark.parametrize("error", ["Traceback\n", "about a Mentoring Case", ""])
def test_what_a_request_sent_is_not_kept_beside_its_error(db, error):
	log = frappe.new_doc("Error Log")
	log.update({"error": error, "metadata": "{'doctype': 'Mentoring Liaison', 'summary': 'She cried'}"})
	error_log.keep_values_out(log)
	assert (log.error, log.metadata) == (error, None)


def test_what_other_apps_were_sent_is_kept(db):
	log = frappe.new_doc("Error Log")
	log.update({"error": "no such pupil", "metadata": "{'doctype': 'Student'}"})
	error_log.keep_values_out(log)
	assert log.metadata == "{'doctype': 'Student'}"


def fetched(doctype: str, docname: str, fields: list[str], **more) -> dict:
	"""A link that is set in a form, and the values that the form takes over from it."""
	asked = frappe._dict(doctype=doctype, docname=docname, fields_to_fetch=frappe.as_json(fields), **more)

	def ask(**changed) -> dict:
		names = changed.get("fields_to_fetch", fields)
		return frappe.call("frappe.client.get_value", doctype, ["name", *names], docname)

	return answers.link_and_values(asked, ask)


def test_values_of_a_link_are_those_of_records_that_are_open(world, db):
	own, other = (world.records[CASE, pupil] for pupil in (policy.OWN, policy.OTHER))
	with session_of(world.users[policy.MENTOR]):
		assert fetched(CASE, own, ["status"]) == {"name": own, "status": "Open"}
		assert fetched(CASE, other, ["status"]) == fetched(CASE, "no-such-case", ["status"]) == {}
		with pytest.raises(frappe.PermissionError):
			fetched("Student", "x", [], query="frappe.client.get_count")
	with session_of(world.users[policy.GUARDIAN]), pytest.raises(frappe.PermissionError):
		fetched(CASE, own, ["status"])


def test_of_a_colleague_the_name_alone_is_fetched(world, db):
	colleague = world.profiles[policy.OTHER_MENTOR]
	with session_of(world.users[policy.MENTOR]):
		found = fetched(PROFILE, colleague.name, ["mentor_name", "clearance_status"])
	name = frappe.db.get_value(PROFILE, colleague.name, "mentor_name")
	assert found == {"name": colleague.name, "mentor_name": name}


@pytest.mark.parametrize(
	("path", "asked", "is_kept"),
	[
		("frappe.desk.reportview.get_count", {"doctype": CASE}, False),
		("frappe.desk.reportview.get_count", {"doctype": "Comment"}, False),
		("frappe.desk.doctype.notification_log.notification_log.get_notification_logs", {}, False),
		("frappe.desk.reportview.get_count", {"doctype": "Student Group"}, True),
	],
)
def test_a_browser_keeps_nothing_about_records(begin, monkeypatch, path, asked, is_kept):
	"""Past the end of a right, or for the next user of the same browser."""
	begin(policy.MENTOR, "GET", f"/api/method/{path}", **asked)
	headers = {"Cache-Control": "private,max-age=600", "X-Other": "1"}
	monkeypatch.setattr(frappe.local, "response_headers", headers, raising=False)
	requests.after(Response("{}", mimetype="application/json"), frappe.local.request)
	assert ("Cache-Control" in headers, headers["X-Other"]) == (is_kept, "1")
