"""Readings beside lists, reports and records that are asked for by name: each leaves a line too."""

from collections.abc import Iterator

import frappe
import pytest

from learning_mentor.data_protection.list_log import LIST, REPORT
from learning_mentor.data_protection.read_log import LOG
from tests.conftest import session_of
from tests.security import policy
from tests.security.holes import there_is
from tests.security.lane import Lane

CASE, PROFILE = "Mentoring Case", "Mentor Profile"
DESK = "frappe.desk."
CHART = f"{DESK}doctype.dashboard_chart.dashboard_chart.get"
GROUPED = {
	"group by": lambda lane, field: lane.ask(
		f"{DESK}listview.get_group_by_count", doctype=CASE, current_filters="[]", field=field
	),
	"stats": lambda lane, field: lane.ask(f"{DESK}reportview.get_stats", stats=[field], doctype=CASE),
	"sidebar": lambda lane, field: lane.ask(
		f"{DESK}reportview.get_sidebar_stats", stats=[field], doctype=CASE
	),
	"dashboard": lambda lane, field: lane.ask(
		f"{DESK}reportview.get_filter_dashboard_data",
		stats=[{"name": field, "type": "Data"}],
		doctype=CASE,
		filters="[]",
	),
	"chart": lambda lane, field: lane.ask(
		CHART,
		chart={
			"chart_type": "Group By",
			"document_type": CASE,
			"group_by_based_on": field,
			"group_by_type": "Count",
			"number_of_groups": 0,
			"filters_json": "[]",
		},
		refresh=1,
	),
}
SUMMARY = "She has told us of it."
LIAISON, HANDOVER = "Mentoring Liaison", "Mentoring Handover"
WRITES = {
	"PUT": lambda lane, name: lane.open("PUT", f"/api/resource/{LIAISON}/{name}", {"people": "An aunt"}),
	"set_value": lambda lane, name: lane.call(
		"frappe.client.set_value", doctype=LIAISON, name=name, fieldname="people", value="An aunt"
	),
	"save": lambda lane, name: lane.call(
		"frappe.client.save", doc=frappe.get_doc(LIAISON, name).as_dict(convert_dates_to_str=True)
	),
}


@pytest.fixture(autouse=True)
def before(world) -> Iterator[set[str]]:
	"""Names of the lines that were there; those that the test adds are taken away."""
	known = set(frappe.get_all(LOG, pluck="name"))
	yield known
	frappe.db.delete(LOG, {"name": ["not in", [*known, ""]]})
	frappe.db.commit()


@pytest.fixture
def lines(before):
	def added() -> list[tuple]:
		rows = frappe.get_all(
			LOG,
			{"name": ["not in", [*before, ""]]},
			["way", "record_type", "record", "mentoring_case", "how_many", "records"],
			order_by="creation",
		)
		return [tuple(row.values()) for row in rows]

	return added


@pytest.fixture
def liaison(world) -> Iterator[str]:
	said = {"party": "Teacher", "channel": "Phone", "contacted_on": frappe.utils.now(), "summary": SUMMARY}
	with session_of(world.users[policy.MENTOR]):
		doc = frappe.get_doc({"doctype": LIAISON, "case": own(world), **said}).insert()
	frappe.db.commit()
	yield doc.name
	frappe.db.delete(LIAISON, {"name": doc.name})
	frappe.db.commit()


def own(world, doctype: str = CASE) -> str:
	return world.records[doctype, policy.OWN]


def test_a_calendar_is_a_list(world, lane, lines):
	answer = lane(policy.MENTOR).ask(
		f"{DESK}calendar.get_events",
		doctype=CASE,
		start="2000-01-01",
		end="2100-01-01",
		field_map={"start": "creation", "end": "modified", "title": "strengths"},
		fields=["name", "strengths"],
	)
	assert answer.status_code == 200, answer.get_data(as_text=True)
	names = sorted(world.records[CASE, situation] for situation in (policy.OWN, policy.CLOSED))
	assert lines() == [(LIST, CASE, None, None, 2, "\n".join(names))]


@pytest.mark.parametrize("filters", ["by name", "by filters"])
def test_a_single_value_is_a_reading_of_its_record(world, lane, lines, filters):
	name = own(world)
	asked = {"fieldname": ["name", "strengths"], "filters": name if filters == "by name" else {"name": name}}
	assert lane(policy.MENTOR).ask("frappe.client.get_value", doctype=CASE, **asked).status_code == 200
	assert lines() == [("API", CASE, name, name, 0, None)]


def test_a_value_of_a_record_of_a_case_is_found_by_the_case(world, lane, lines):
	name = own(world, "Mentoring Session")
	asked = {"fieldname": "starts_on", "filters": name}
	assert lane(policy.MENTOR).ask("frappe.client.get_value", doctype="Mentoring Session", **asked)
	assert lines() == [("API", "Mentoring Session", name, own(world), 0, None)]


def test_a_value_whose_record_the_answer_does_not_name_is_a_row(world, lane, lines):
	asked = {"fieldname": "strengths", "filters": {"status": ["!=", ""]}, "as_dict": 0}
	assert lane(policy.MENTOR).ask("frappe.client.get_value", doctype=CASE, **asked).status_code == 200
	assert lines() == [("API", CASE, None, None, 1, "")]


def test_a_value_of_a_row_is_a_reading_of_the_record_that_holds_it(world, lane, lines):
	asked = {"doctype": "Mentoring Aim", "parent": CASE, "fieldname": ["parent", "aim"]}
	answer = lane(policy.MENTOR).ask("frappe.client.get_value", filters={"parent": own(world)}, **asked)
	assert answer.json["message"]["parent"] == own(world)
	assert lines() == [("API", "Mentoring Aim", None, None, 1, own(world))]


def test_what_a_link_fetches_is_a_reading(world, lane, lines):
	asked = {"doctype": CASE, "docname": own(world), "fields": ["strengths"]}
	assert lane(policy.MENTOR).ask("frappe.client.validate_link", **asked).status_code == 200
	assert lines() == [("API", CASE, own(world), own(world), 0, None)]


@pytest.mark.parametrize("method", ["get", "get_list_data"])
def test_a_list_of_the_website_is_a_list(world, lane, lines, method):
	answer = lane(policy.MENTOR).ask(f"frappe.www.list.{method}", doctype=CASE)
	assert answer.status_code == 200, answer.get_data(as_text=True)
	names = sorted(world.records[CASE, situation] for situation in (policy.OWN, policy.CLOSED))
	assert lines()[-1] == (LIST, CASE, None, None, 2, "\n".join(names))


def test_a_preview_is_a_reading(world, lane, lines):
	answer = lane(policy.MENTOR).ask(f"{DESK}link_preview.get_preview_data", doctype=CASE, docname=own(world))
	assert answer.json["message"]["name"] == own(world)
	assert lines() == [("API", CASE, own(world), own(world), 0, None)]


def test_a_record_in_a_web_form_is_a_reading(world, lane, lines):
	form = frappe.new_doc("Web Form")
	form.update({"name": "zqx-form", "route": "zqx", "doc_type": CASE, "login_required": 1, "title": "x"})
	form.apply_document_permissions = 1
	asked = {"doctype": CASE, "docname": own(world), "web_form_name": "zqx-form"}
	with there_is(form):
		method = "frappe.website.doctype.web_form.web_form.get_form_data"
		answer = lane(policy.MENTOR).ask(method, **asked)
	assert answer.json["message"]["doc"]["name"] == own(world)
	assert [line[:3] for line in lines()] == [("API", CASE, own(world))]


def test_a_file_of_records_or_of_a_report_is_a_reading(world, lines):
	asking = Lane(world.users[policy.COORDINATOR], keeps=True)
	fields = frappe.as_json({CASE: ["name", "strengths"]})
	template = {"doctype": CASE, "export_fields": fields, "file_type": "CSV"}
	method = "frappe.core.doctype.data_import.data_import.download_template"
	asking.ask(method, **template, export_records="blank_template")
	assert lines() == []
	assert asking.ask(method, **template, export_records="all").status_code == 200
	assert [line[:2] for line in lines()] == [(LIST, CASE)]
	report = {"report_name": "Provision Map", "filters": {}, "file_format_type": "CSV", "visible_idx": [0]}
	assert asking.call(f"{DESK}query_report.export_query", **report).status_code == 200
	assert lines()[-1][0] == REPORT and len(lines()) == 2


@pytest.mark.parametrize("way", GROUPED)
def test_groups_by_words_are_a_list_of_words(world, lane, lines, way):
	answer = GROUPED[way](lane(policy.MENTOR), "strengths")
	assert answer.status_code == 200, answer.get_data(as_text=True)
	((kind, doctype, record, _case, rows, names),) = lines()
	assert (kind, doctype, record, rows, names) == (LIST, CASE, None, 2, "")


@pytest.mark.parametrize("way", GROUPED)
def test_groups_by_a_choice_are_numbers(world, lane, lines, way):
	assert GROUPED[way](lane(policy.MENTOR), "status").status_code == 200
	assert lines() == []


def test_a_column_that_is_fetched_for_a_report_is_a_list(world, lane, lines):
	asked = {"doctype": CASE, "field": "strengths"}
	answer = lane(policy.COORDINATOR).ask("frappe.desk.query_report.get_data_for_custom_field", **asked)
	assert answer.status_code == 200, answer.get_data(as_text=True)
	((kind, doctype, _record, _case, rows, names),) = lines()
	assert (kind, doctype, rows) == (LIST, CASE, len(answer.json["message"]))
	assert own(world) in names.split("\n")


@pytest.mark.parametrize("way", WRITES)
def test_a_write_that_answers_with_the_record_is_a_reading(world, lane, lines, liaison, way):
	answer = WRITES[way](lane(policy.MENTOR), liaison)
	assert answer.status_code == 200, answer.get_data(as_text=True)
	assert lines() == [("API", LIAISON, liaison, own(world), 0, None)]


def test_a_method_that_answers_with_the_record_is_a_reading(world, lane, lines):
	name = own(world, HANDOVER)
	frappe.db.set_value(HANDOVER, name, "status", "Offered")
	asked = {"dt": HANDOVER, "dn": name, "method": "withdraw"}
	answer = lane(policy.MENTOR).call("run_doc_method", **asked)
	assert answer.status_code == 200, answer.get_data(as_text=True)
	assert [line[:3] for line in lines()] == [("API", HANDOVER, name)]


def test_a_form_that_is_saved_has_been_read(lane, lines, liaison):
	doc = frappe.get_doc(LIAISON, liaison).as_json()
	answer = lane(policy.MENTOR).call(f"{DESK}form.save.savedocs", doc=doc, action="Save")
	assert answer.status_code == 200, answer.get_data(as_text=True)
	assert lines() == []


def test_a_record_that_is_asked_for_leaves_one_line(world, lines):
	asking = Lane(world.users[policy.MENTOR], keeps=True)
	assert asking.open("GET", f"/api/resource/{CASE}/{own(world)}").status_code == 200
	assert [line[:3] for line in lines()] == [("API", CASE, own(world))]
	assert asking.ask(f"{DESK}form.load.getdoc", doctype=CASE, name=own(world)).status_code == 200
	assert [line[:3] for line in lines()] == [("API", CASE, own(world)), ("Form", CASE, own(world))]


def test_what_tells_nothing_of_a_pupil_leaves_no_line(world, lane, lines):
	asking = lane(policy.MENTOR)
	for answer in (
		asking.ask("frappe.client.get_value", doctype=CASE, fieldname="name", filters=own(world)),
		asking.ask("frappe.client.get_value", doctype=CASE, fieldname="strengths", filters="no such case"),
		asking.ask("frappe.client.validate_link", doctype=CASE, docname=own(world)),
		asking.ask("frappe.client.get_value", doctype="Mentoring Need", fieldname="modified", filters={}),
		lane(policy.UNASSIGNED_TEACHER).ask(
			"frappe.client.get_value", doctype=CASE, fieldname="strengths", filters=own(world)
		),
		GROUPED["group by"](lane(policy.REMOVED_MENTOR), "strengths"),
	):
		assert answer.status_code in (200, 403), answer.get_data(as_text=True)
	assert lines() == []


def value(lane, liaison):
	asked = {"doctype": LIAISON, "fieldname": "summary", "filters": liaison}
	return lane.ask("frappe.client.get_value", **asked)


def write(lane, liaison):
	return WRITES["set_value"](lane, liaison)


def groups(lane, liaison):
	asked = {"doctype": LIAISON, "current_filters": {"name": liaison}, "field": "summary"}
	return lane.ask(f"{DESK}listview.get_group_by_count", **asked)


@pytest.mark.parametrize("ask", [value, write, groups])
def test_what_cannot_be_logged_is_not_handed_out(lane, lines, liaison, ask):
	"""No line is taken, as by a database that takes no writes."""
	assert SUMMARY in ask(lane(policy.MENTOR), liaison).get_data(as_text=True)
	logged = lines()
	refusing = f"create trigger no_line before insert on `tab{LOG}` for each row signal sqlstate '45000'"
	frappe.db.sql_ddl(refusing)
	try:
		answer = ask(lane(policy.MENTOR), liaison)
	finally:
		frappe.db.sql_ddl("drop trigger no_line")
	assert answer.status_code == 503
	assert "cannot be logged" in answer.get_data(as_text=True)
	assert SUMMARY not in answer.get_data(as_text=True)
	assert lines() == logged
