"""Who read what: each reading of a record about a pupil leaves one line, which nobody changes."""

import frappe
import pytest
from frappe.client import get as client_get
from frappe.desk.form.load import getdoc
from frappe.desk.query_report import run
from frappe.www.printview import get_html_and_style

from learning_mentor import chronology, portal, safeguarding
from learning_mentor.data_protection import pupil_records
from learning_mentor.data_protection.read_log import LOG, ReadLogged
from learning_mentor.exceptions import LockedTextError
from learning_mentor.permissions import AUDITORS_ONLY, RULES
from tests import factories as make

pytestmark = pytest.mark.usefixtures("db")

WORDS_OF_A_NOTE = {"Mentoring Safeguarding Entry"}  # read through `safeguarding.read`, which has its own log


def readings(**filters) -> list[tuple]:
	rows = frappe.get_all(
		LOG,
		filters,
		["reader", "way", "record_type", "record", "mentoring_case"],
		order_by="read_on, creation",
	)
	return [tuple(row.values()) for row in rows]


def load_form(doc) -> None:
	frappe.form_dict.cmd = "frappe.desk.form.load.getdoc"
	try:
		getdoc(doc.doctype, doc.name)
	finally:
		frappe.form_dict.pop("cmd")


def report(**filters) -> list[dict]:
	answer = run("Who Read What", filters=filters, ignore_prepared_report=True)
	return [row for row in answer["result"] if isinstance(row, dict)]


def test_every_record_type_about_a_pupil_logs_its_readers():
	bound = set(pupil_records.bonds()) - WORDS_OF_A_NOTE
	logged = {
		doctype for doctype in bound if issubclass(frappe.get_doc({"doctype": doctype}).__class__, ReadLogged)
	}
	assert {"Mentoring Case", "Mentoring Nomination", "Mentoring Session"} <= bound
	assert bound - logged == {"Mentoring Safeguarding Reading"}  # a log itself


def test_a_form_a_rest_read_and_a_print_leave_a_line_each(as_user):
	plan = make.make_plan()
	mentor = make.mentor_user(plan)
	with as_user(mentor):
		load_form(plan)
		client_get("Mentoring Action Plan", plan.name)
		client_get("Mentoring Action Plan", plan.name)
		get_html_and_style("Mentoring Action Plan", plan.name)
	assert readings(record=plan.name) == [
		(mentor, way, "Mentoring Action Plan", plan.name, plan.case) for way in ("Form", "API", "Print")
	]


def test_reading_in_code_leaves_no_line(as_user):
	case = make.make_case()
	with as_user(make.mentor_user(case)):
		frappe.get_doc("Mentoring Case", case.name).check_permission("read")
	assert readings(record=case.name) == []


def test_a_refused_reader_leaves_no_line(as_user):
	case = make.make_case()
	with as_user(make.make_teacher().name), pytest.raises(frappe.PermissionError):
		client_get("Mentoring Case", case.name)
	assert readings(record=case.name) == []


def test_the_chronology_and_a_guardian_s_reading_are_logged(as_user):
	guardian = make.make_portal_guardian()
	case = make.make_case(make.make_student(guardian))
	plan = make.make_plan(case, status="Pending Guardian Agreement")
	mentor = make.mentor_user(case)
	with as_user(mentor):
		chronology.of_case(case.name)
	with as_user(guardian.user):
		portal.get_plan(plan.name)
	assert readings(way="Chronology", record=case.name) == [
		(mentor, "Chronology", "Mentoring Case", case.name, case.name)
	]
	assert readings(way="Portal", record=plan.name)[0][0] == guardian.user


def test_nobody_changes_or_deletes_a_line_of_the_log():
	case = make.make_case()
	client_get("Mentoring Case", case.name)
	line = frappe.get_doc(LOG, {"record": case.name})
	line.reader = "Guest"
	with pytest.raises(LockedTextError):
		line.save()
	with pytest.raises(LockedTextError):
		frappe.delete_doc(LOG, line.name)
	with pytest.raises(LockedTextError):
		frappe.get_doc({"doctype": LOG, "reader": "Guest", "record_type": "User", "record": "x"}).insert()
	assert frappe.db.get_value(LOG, line.name, "reader") == "Administrator"


def test_the_report_is_for_the_officer_and_leads_alone(as_user):
	plan = make.make_plan()
	mentor, lead = make.mentor_user(plan), make.make_safeguarding_lead().name
	with as_user(mentor):
		client_get("Mentoring Action Plan", plan.name)
	for reader in (make.make_officer().name, lead):
		with as_user(reader):
			rows = report(record=plan.case)
			assert [(row["reader"], row["way"], row["record"]) for row in rows] == [
				(mentor, "API", plan.name)
			]
			assert frappe.get_list(LOG, {"record": plan.name}, pluck="reader", order_by="name") == [mentor]
	for stranger in (mentor, make.make_coordinator().name, "admin@example.com"):
		with as_user(stranger), pytest.raises(frappe.PermissionError):
			report()
	with as_user(make.make_coordinator().name), pytest.raises(frappe.PermissionError):
		frappe.get_list(LOG, order_by="name")
	assert RULES[LOG] is AUDITORS_ONLY


def test_the_report_finds_all_readings_of_one_pupil_and_names_no_pupil(as_user):
	plan, other = make.make_plan(), make.make_case()
	lead = make.make_safeguarding_lead().name
	with as_user(make.mentor_user(plan)):
		note = safeguarding.raise_concern("Mentoring Case", plan.case, "A bruise on the arm")
		client_get("Mentoring Action Plan", plan.name)
		client_get("Mentoring Case", plan.case)
	with as_user(make.mentor_user(other)):
		client_get("Mentoring Case", other.name)
	with as_user(lead):
		safeguarding.read(note)
		rows = report(pupil=plan.student)
	assert {(row["way"], row["record"]) for row in rows} == {
		("API", plan.name),
		("API", plan.case),
		("Safeguarding Note", note),
	}
	assert plan.student not in str(rows) and plan.student_name not in str(rows)


def test_an_export_is_in_the_report_without_its_filters(as_user):
	case = make.make_case()
	values = {"export_from": "Mentoring Case", "user": "admin@example.com", "filters": case.student_name}
	frappe.get_doc({"doctype": "Access Log", "file_type": "CSV", **values}).db_insert()
	with as_user(make.make_officer().name):
		rows = report(way="Export")
	assert ("admin@example.com", "Mentoring Case") in {(row["reader"], row["record_type"]) for row in rows}
	assert case.student_name not in str(rows)


def test_the_officer_reads_the_audit_and_no_case(as_user):
	case = make.make_case()
	with as_user(make.make_officer().name):
		with pytest.raises(frappe.PermissionError):
			client_get("Mentoring Case", case.name)
		with pytest.raises(frappe.PermissionError):
			frappe.get_list("Mentoring Case", order_by="name")
