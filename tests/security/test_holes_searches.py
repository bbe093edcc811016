"""Holes found in what Frappe opens, each with a test.

Reports, charts, totals, searches and filters.

Each goes through the server's own dispatch as the attacker (`lane.Lane`), and is rolled back.
"""

import json

import frappe

from tests import background_factories as background
from tests import factories as make
from tests.conftest import session_of
from tests.security import policy
from tests.security.holes import CASE, for_a_while, refused, there_is
from tests.security.lane import Lane, text_of


def test_reports_are_neither_prepared_nor_mailed(world, lane):
	refused(
		lane(policy.COORDINATOR),
		"frappe.core.doctype.prepared_report.prepared_report.make_prepared_report",
		report_name="Home Visit List",
		filters={},
	)
	mailed = {
		"report": "Home Visit List",
		"user": world.users[policy.COORDINATOR],
		"email_to": "me@example.com",
	}
	more = {"frequency": "Daily", "format": "CSV", "report_type": "Script Report"}
	response = lane(policy.SYSTEM_MANAGER).open("POST", "/api/resource/Auto Email Report", {**mailed, **more})
	assert response.status_code == 417
	assert "not sent by e-mail" in text_of(response)


def test_a_report_is_not_given_columns_of_records_that_its_reader_may_not_read(world):
	"""The report of readings names cases whose words are not an officer's, even of one who mentors too."""
	both = make.make_user("Data Protection Officer", "Learning Mentor", email="mentoring.officer@example.com")
	officer = Lane(both.name)
	frappe.db.commit()
	column = {"link_field": "record", "fieldname": "strengths", "doctype": CASE, "fieldtype": "Data"}
	asked = {
		"report_name": "Who Read What",
		"filters": {},
		"custom_columns": [{**column, "label": "x", "insert_after_index": 0}],
	}
	refused(officer, "frappe.desk.query_report.run", **asked)
	more = {"file_format_type": "CSV", "visible_idx": [0]}
	refused(officer, "frappe.desk.query_report.export_query", **asked, **more)


def test_a_report_made_in_the_background_goes_with_the_rights_that_it_was_made_with(world, lane):
	own = world.records[CASE, policy.OWN]
	another = frappe.db.get_value(CASE, world.records[CASE, policy.OTHER], "mentor")
	with session_of(world.users[policy.MENTOR]):
		background.made(background.CHRONOLOGY, case=own)
	ask = {"report_name": background.CHRONOLOGY, "filters": json.dumps({"case": own})}
	run = "frappe.desk.query_report.run"
	try:
		assert lane(policy.MENTOR).ask(run, **ask).json["message"]["made_on"]
		with for_a_while(CASE, own, mentor=another):
			answer = lane(policy.MENTOR).ask(run, **ask)
		assert answer.status_code == 403, text_of(answer)[:300]
	finally:
		background.forget_runs()


def test_a_chart_is_not_served_from_what_another_saw(world, lane):
	"""Frappe keeps a chart's numbers under its name alone."""
	chart = {
		"name": "zqx chart",
		"chart_type": "Group By",
		"group_by_type": "Count",
		"group_by_based_on": "status",
	}
	chart |= {"document_type": CASE, "filters_json": "[]", "number_of_groups": 0}
	method = "frappe.desk.doctype.dashboard_chart.dashboard_chart.get"
	asked = [
		[
			"Mentoring Case",
			"name",
			"in",
			[name for (kind, _each), name in world.records.items() if kind == CASE],
		]
	]
	counts = {}
	for actor in (policy.COORDINATOR, policy.MENTOR, policy.REMOVED_MENTOR):
		answer = lane(actor).ask(method, chart=json.dumps(chart), filters=json.dumps(asked))
		assert answer.status_code == 200, text_of(answer)[:500]
		counts[actor] = sum(
			(answer.json.get("message") or {"datasets": [{"values": []}]})["datasets"][0]["values"]
		)
	assert counts == {policy.COORDINATOR: 4, policy.MENTOR: 2, policy.REMOVED_MENTOR: 0}


def test_totals_over_all_rows_are_refused(lane):
	teacher = lane(policy.MENTOR)
	goal = {
		"title": "x",
		"doctype": "User",
		"docname": teacher.user,
		"goal_value_field": "x",
		"goal_total_field": "x",
	}
	goal |= {
		"goal_history_field": "x",
		"goal_doctype": CASE,
		"goal_doctype_link": "owner",
		"goal_field": "name",
	}
	refused(
		teacher,
		"frappe.utils.goal.get_monthly_goal_graph_data",
		**goal,
		date_field="creation",
		aggregation="count",
	)


def test_a_notification_does_not_list_the_records_that_it_is_about(world, lane):
	"""Frappe asks for the right to read the notification, and lists from all rows."""
	due = {"document_type": CASE, "event": "Days After", "date_changed": "creation", "days_in_advance": 0}
	notification = frappe.new_doc("Notification")
	notification.update({**due, "name": "zqx due", "subject": "x", "enabled": 0})
	with there_is(notification):
		method = "frappe.email.doctype.notification.notification.get_documents_for_today"
		refused(lane(policy.SYSTEM_MANAGER), method, notification="zqx due")


def test_counts_and_links_over_all_rows_are_refused(lane):
	teacher = lane(policy.MENTOR)
	refused(
		teacher,
		"frappe.workflow.doctype.workflow.workflow.get_workflow_state_count",
		doctype="Mentoring Action Plan",
		workflow_state_field="status",
		states=["x"],
	)
	refused(teacher, "frappe.geo.utils.get_coords", doctype=CASE, filters="[]", type="coordinates")
	heat = {
		"chart_type": "Count",
		"type": "Heatmap",
		"document_type": CASE,
		"based_on": "creation",
		"filters_json": "[]",
	}
	refused(teacher, "frappe.desk.doctype.dashboard_chart.dashboard_chart.get", chart=heat, refresh=1)
	refused(teacher, "frappe.desk.query_report.get_data_for_custom_field", doctype=CASE, field="strengths")


def test_a_web_form_offers_no_record_to_choose(world, lane):
	"""Frappe takes whoever is signed in, and their word that all may be read."""
	form = frappe.new_doc("Web Form")
	form.update({"name": "zqx-form", "title": "x", "doc_type": "ToDo", "module": "Core", "login_required": 1})
	asked = {"web_form_name": "zqx-form", "doctype": CASE, "allow_read_on_all_link_options": 1}
	with there_is(form):
		for actor in (policy.UNASSIGNED_TEACHER, policy.WEBSITE_USER):
			refused(lane(actor), "frappe.website.doctype.web_form.web_form.get_link_options", **asked)


def test_a_count_is_of_the_rows_that_a_list_shows(lane):
	actors = (policy.MENTOR, policy.REMOVED_MENTOR, policy.OTHER_MENTOR, policy.COORDINATOR)
	for doctype in (CASE, "Mentoring Action Plan", "Mentoring Safeguarding Note"):
		for filters in (None, "{}", '[["status", "is", "set"]]'):
			asked = {"doctype": doctype, "filters": filters}
			counted = set()
			for actor in actors:
				listed = lane(actor).ask("frappe.client.get_list", doctype=doctype, limit_page_length=0)
				answer = lane(actor).ask("frappe.client.get_count", **asked)
				assert answer.json["message"] == len(listed.json["message"]), (actor, asked)
				counted.add(answer.json["message"])
			assert len(counted) > 1
			refused(lane(policy.WEBSITE_USER), "frappe.client.get_count", **asked)


def test_records_are_not_counted_by_whom_their_tasks_are_for(world, lane):
	"""Frappe asks no right at all there, and takes any filter: text was read letter by letter."""
	pupil = world.pupils[policy.OTHER].name
	asked = {"doctype": CASE, "field": "assigned_to", "current_filters": json.dumps({"student": pupil})}
	count = "frappe.desk.listview.get_group_by_count"
	assert lane(policy.COORDINATOR).ask(count, **asked).json["message"]
	assert lane(policy.OTHER_MENTOR).ask(count, **asked).json["message"]
	assert not lane(policy.MENTOR).ask(count, **asked).json["message"]
	for actor in (policy.GUARDIAN, policy.UNASSIGNED_TEACHER, policy.WEBSITE_USER):
		assert lane(actor).ask(count, **asked).status_code == 403


def test_colleagues_are_found_by_name_and_by_nothing_else(world, lane):
	"""A mentor chooses colleagues in link fields that ignore user permissions."""
	asked = {"doctype": "Mentor Profile", "txt": "", "ignore_user_permissions": 1, "page_length": 500}
	colleague = world.profiles[policy.OTHER_MENTOR].name
	mentor = lane(policy.MENTOR)
	assert colleague in text_of(
		mentor.ask("frappe.desk.search.search_link", **asked, filters={"status": "Active"})
	)
	probing = {"clearance_status": "Cleared"}
	assert colleague not in text_of(mentor.ask("frappe.desk.search.search_link", **asked, filters=probing))
	listed = [["Mentor Profile", "clearance_status", "=", "Cleared"]]
	assert colleague not in text_of(mentor.ask("frappe.desk.search.search_link", **asked, filters=listed))
	assert colleague not in text_of(
		mentor.ask("frappe.desk.search.search_link", **{**asked, "ignore_user_permissions": 0})
	)


def test_a_mentor_finds_the_colleague_to_hand_a_case_over_to(world, lane):
	"""As the desk's link field asks, by what the field says."""
	field = frappe.get_meta("Mentoring Handover").get_field("to_mentor")
	asked = {"doctype": field.options, "txt": "", "filters": {"status": "Active"}, "page_length": 500}
	asked |= {
		"reference_doctype": "Mentoring Handover",
		"ignore_user_permissions": field.ignore_user_permissions,
	}
	asked["reference_doctype"] = "Mentoring Handover"
	found = lane(policy.MENTOR).ask("frappe.desk.search.search_link", **asked)
	assert world.profiles[policy.OTHER_MENTOR].name in text_of(found)


def test_a_mentor_s_list_shows_the_mentor_s_name_as_the_desk_asks_for_it(world, lane):
	asked = {"doctype": CASE, "fields": ["name", "mentor.mentor_name as mentor_title"]}
	response = lane(policy.MENTOR).ask("frappe.client.get_list", **asked)
	assert response.status_code == 200
	response = lane(policy.MENTOR).ask(
		"frappe.client.get_list", doctype=CASE, fields=["name", "mentor.prior_experience"]
	)
	assert response.status_code == 403
