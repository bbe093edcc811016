"""A list or report of pupils' records that is handed out leaves one line in the log of readings."""

import frappe
import pytest

from learning_mentor.data_protection.list_log import LIST, REPORT
from learning_mentor.data_protection.read_log import LOG
from tests.conftest import session_of
from tests.security import policy
from tests.security.lane import Lane

CASE = "Mentoring Case"
WAYS = {
	"rest": lambda lane: lane.open("GET", f"/api/resource/{CASE}", {"limit_page_length": 0}),
	"client": lambda lane: lane.ask("frappe.client.get_list", doctype=CASE, limit_page_length=0),
	"desk": lambda lane: lane.call(
		"frappe.desk.reportview.get", doctype=CASE, fields=[f"`tab{CASE}`.`name`"], page_length=500
	),
	"plain": lambda lane: lane.ask(
		"frappe.desk.reportview.get_list", doctype=CASE, fields=["name"], filters=[]
	),
}


@pytest.fixture(autouse=True)
def no_lines(world):
	frappe.db.delete(LOG, {"way": ["in", (LIST, REPORT)]})
	frappe.db.commit()
	yield
	frappe.db.delete(LOG, {"way": ["in", (LIST, REPORT)]})
	frappe.db.commit()


def lines() -> list[dict]:
	return frappe.get_all(
		LOG,
		{"way": ["in", (LIST, REPORT)]},
		["reader", "way", "record_type", "record", "how_many", "records"],
		order_by="creation",
	)


@pytest.mark.parametrize("way", WAYS)
def test_a_list_leaves_one_line_with_its_records(world, lane, way):
	answer = WAYS[way](lane(policy.MENTOR))
	assert answer.status_code == 200
	(line,) = lines()
	own = sorted(world.records[CASE, situation] for situation in (policy.OWN, policy.CLOSED))
	assert (line.reader, line.way, line.record_type) == (world.users[policy.MENTOR], LIST, CASE)
	assert (line.how_many, line.records.split("\n")) == (2, own)


def test_a_list_without_names_leaves_the_number_of_its_rows(world, lane):
	lane(policy.MENTOR).ask("frappe.client.get_list", doctype=CASE, fields=["strengths"])
	(line,) = lines()
	assert (line.how_many, line.records) == (2, "")


def test_rows_of_a_child_table_are_logged_by_the_records_that_hold_them(world, lane):
	asked = {"doctype": "Mentoring Aim", "parent": CASE, "fields": ["parent", "aim"], "limit_page_length": 0}
	assert lane(policy.MENTOR).ask("frappe.client.get_list", **asked).status_code == 200
	(line,) = lines()
	assert (line.record_type, line.how_many) == ("Mentoring Aim", 2)
	assert world.records[CASE, policy.OWN] in line.records.split("\n")


def test_a_report_leaves_one_line(world, lane):
	report = {
		"report_name": "Home Visit List",
		"filters": {"from_date": "2000-01-01", "to_date": "2100-01-01"},
	}
	answer = lane(policy.COORDINATOR).ask("frappe.desk.query_report.run", **report)
	assert answer.status_code == 200
	(line,) = lines()
	assert (line.way, line.record_type) == (REPORT, "Mentoring Home Visit")
	assert world.records["Mentoring Home Visit", policy.OWN] in line.records.split("\n")


def test_what_shows_no_record_leaves_no_line(world, lane):
	for answer in (
		lane(policy.UNASSIGNED_TEACHER).open("GET", f"/api/resource/{CASE}"),  # refused
		lane(policy.REMOVED_MENTOR).open("GET", f"/api/resource/{CASE}"),  # empty
		lane(policy.MENTOR).ask("frappe.client.get_count", doctype=CASE),
		lane(policy.MENTOR).ask("frappe.client.get_list", doctype="Mentoring Need"),  # about no pupil
		lane(policy.MENTOR).ask("frappe.client.get_list", doctype="ToDo"),
		lane(policy.MENTOR).open("GET", "/api/resource/Student"),
	):
		assert answer.status_code in (200, 403)
	assert lines() == []


def test_who_read_what_finds_a_list_by_each_of_its_records(world, lane):
	WAYS["rest"](lane(policy.MENTOR))
	with session_of(world.users[policy.LEAD]):
		for situation in (policy.OWN, policy.CLOSED):
			name = world.records[CASE, situation]
			rows = frappe.desk.query_report.run("Who Read What", filters={"record": name, "way": LIST})[
				"result"
			]
			assert [row["record"] for row in rows if isinstance(row, dict)] == [name]


def test_a_list_that_cannot_be_logged_is_not_handed_out(world):
	"""Its line does not fit, as it would not on a database that takes no writes."""
	frappe.db.sql_ddl(f"alter table `tab{LOG}` modify how_many tinyint(1) unsigned check (how_many < 2)")
	try:
		answer = WAYS["rest"](Lane(world.users[policy.MENTOR]))
		assert answer.status_code == 503
		assert "cannot be logged" in answer.get_data(as_text=True)
		assert world.records[CASE, policy.OWN] not in answer.get_data(as_text=True)
	finally:
		frappe.db.sql_ddl(f"alter table `tab{LOG}` modify how_many int(11) not null default 0")
	assert lines() == []
