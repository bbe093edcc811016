"""Retention and disposal: what is due, what is held, who approves, and that nothing of a pupil is left."""

import frappe
import pytest
from frappe.desk.query_report import run as run_report
from frappe.utils import add_days, add_years, getdate, today

from learning_mentor import safeguarding
from learning_mentor.data_protection import access_requests, disposal, pupil_records, retention
from learning_mentor.exceptions import FourEyesError, LockedTextError, MentoringError
from tests import factories as make
from tests import retention_factories as old
from tests.access_factories import make_request

pytestmark = pytest.mark.usefixtures("db")

CASE, SESSION = "Mentoring Case", "Mentoring Session"


def due_types(student: str, day=None) -> set[str]:
	return {line.record_type for line in retention.due_of_pupil(student, day)}


def set_rule(record_type: str, **values) -> None:
	rule = frappe.get_doc(retention.RULE, {"record_type": record_type})
	rule.update(values).save()


def totals() -> dict:
	rows = frappe.get_all("Mentoring Kept Total", ["pupils", "sessions", "minutes"], order_by="name")
	return {figure: sum(row[figure] for row in rows) for figure in ("pupils", "sessions", "minutes")}


def dispose(student: str) -> tuple[dict, int]:
	return disposal._dispose_of(student, list(pupil_records.bonds()), today())


def test_each_record_type_about_a_pupil_has_a_default_rule_and_safeguarding_none():
	rules = retention.rules()
	assert set(rules) == retention.may_have_rule()
	assert (rules[CASE].years, rules[CASE].statutory_years, rules[CASE].basis) == (25, 31, "Date of birth")
	assert (rules["Mentoring Read Log"].years, rules["Mentoring Read Log"].basis) == (5, "Date of the record")
	assert not [record_type for record_type in rules if "Safeguarding" in record_type]


def test_records_are_due_when_the_pupil_has_the_age_of_the_rule():
	case = old.make_old_case(years=25)
	born = frappe.db.get_value("Student", case.student, "date_of_birth")
	assert {CASE, SESSION, "Mentoring Nomination"} <= due_types(case.student)
	assert due_types(case.student, add_days(add_years(born, 25), -1)) == set()


def test_plans_linked_to_statutory_ones_are_kept_for_longer():
	case = old.make_old_case(years=26, statutory_plan=1)
	assert due_types(case.student) == set()
	assert CASE in due_types(case.student, add_years(today(), 5))


def test_no_date_of_birth_and_no_rule_mean_keep():
	unborn, case = old.make_old_case(), old.make_old_case()
	frappe.db.set_value("Student", unborn.student, "date_of_birth", None)
	assert due_types(unborn.student) == set()
	set_rule("Mentoring Nomination", disabled=1)
	assert "Mentoring Nomination" not in due_types(case.student)


def test_a_case_stays_while_a_record_of_it_stays():
	case = old.make_old_case()
	set_rule(SESSION, disabled=1)
	assert not {CASE, SESSION} & due_types(case.student)


def test_a_rule_may_count_from_the_day_of_the_record():
	case = old.make_old_case(years=10)
	set_rule(SESSION, basis="Date of the record", years=3)
	assert due_types(case.student) == set()
	frappe.db.set_value(SESSION, {"case": case.name}, "creation", add_years(today(), -4))
	assert due_types(case.student) == {SESSION}


@pytest.mark.parametrize("record_type", ["Mentoring Safeguarding Note", "Student", "Mentoring Need"])
def test_a_rule_is_about_records_of_a_pupil_and_never_about_safeguarding(record_type):
	with pytest.raises(MentoringError, match="Record type"):
		frappe.get_doc({"doctype": retention.RULE, "record_type": record_type, "years": 3}).insert()


def test_open_cases_holds_and_disclosures_keep_everything(as_user, officer):
	held, open_case, told = old.make_old_case(), old.make_old_case(), old.make_old_case()
	frappe.db.set_value(CASE, open_case.name, "status", "Open")
	with as_user(officer):
		retention.hold(held.name, "A claim was announced")
	with as_user(make.mentor_user(told)):
		safeguarding.raise_concern(CASE, told.name, "Told in confidence")
	found, kept = retention.due()
	assert {kept[held.student], kept[open_case.student], kept[told.student]} == {
		"On hold",
		"Open case",
		"Safeguarding note: always held",
	}
	assert not {held.student, open_case.student, told.student} & {line.student for line in found}


def test_records_that_somebody_has_asked_for_are_kept_until_the_answer(as_user, officer):
	case = old.make_old_case()
	request = make_request(case.student, officer)
	assert retention.why_kept(case.student) == "Access request that is not answered"
	with as_user(officer):
		access_requests.refuse(request.name, "Nobody who may ask")
	assert retention.why_kept(case.student) is None


def test_a_hold_is_set_and_ended_by_officer_and_leads_with_a_reason(as_user, officer, lead):
	case = old.make_old_case()
	for stranger in (make.COORDINATOR, make.mentor_user(case)):
		with as_user(stranger), pytest.raises(frappe.PermissionError):
			retention.hold(case.name, "A claim")
	with as_user(officer):
		with pytest.raises(MentoringError, match="reason"):
			retention.hold(case.name, " ")
		retention.hold(case.name, "A claim")
	assert frappe.db.get_value(CASE, case.name, ["legal_hold", "hold_by"]) == (1, officer)
	with as_user(make.COORDINATOR):
		doc = frappe.get_doc(CASE, case.name)
		doc.update({"legal_hold": 0, "hold_reason": None}).save()
	assert frappe.db.get_value(CASE, case.name, ["legal_hold", "hold_reason"]) == (1, "A claim")
	with as_user(lead):
		retention.release(case.name, "The claim is settled")
	assert frappe.db.get_value(CASE, case.name, ["legal_hold", "hold_reason"]) == (0, None)


def test_a_disposal_lists_what_is_due_and_deletes_nothing(as_user, officer):
	case = old.make_old_case(sessions=2)
	with as_user(officer):
		doc = frappe.get_doc(disposal.DISPOSAL, disposal.prepare())
	line = next(row for row in doc.lines if (row.student, row.record_type) == (case.student, SESSION))
	assert (line.records, line.student_name, doc.prepared_by) == (2, case.student_name, officer)
	assert frappe.db.count(SESSION, {"case": case.name}) == 2


def test_a_dry_run_counts_and_takes_all_of_it_back(as_user, officer):
	case = old.make_old_case(sessions=2)
	before = totals()
	with as_user(officer):
		name = disposal.prepare()
		counted = disposal.dry_run(name)
	assert counted["records"][SESSION] >= 2 and counted["traces"] > 0
	assert frappe.db.count(SESSION, {"case": case.name}) == 2 and frappe.db.exists(CASE, case.name)
	assert totals() == before


def test_whoever_prepared_a_disposal_does_not_approve_it(as_user, officer):
	old.make_old_case()
	with as_user(officer):
		name = disposal.prepare()
		with pytest.raises(FourEyesError):
			disposal.approve(name)


def test_four_eyes_hold_whichever_way_a_write_comes(as_user, officer, lead):
	old.make_old_case()
	with as_user(officer):
		name = disposal.prepare()
	with as_user(lead):
		doc = frappe.get_doc(disposal.DISPOSAL, name)
		doc.update({"status": "Approved", "approved_by": officer})
		with pytest.raises(LockedTextError):
			doc.save()
	with as_user(officer):
		planted = {"doctype": disposal.DISPOSAL, "as_of": today(), "status": "Approved", "approved_by": lead}
		doc = frappe.get_doc(planted).insert()
	assert (doc.status, doc.approved_by) == ("Preview", None)


def test_disposal_is_for_officer_and_leads(as_user):
	case = old.make_old_case()
	for stranger in (make.COORDINATOR, make.mentor_user(case), "admin@example.com"):
		with as_user(stranger), pytest.raises(frappe.PermissionError):
			disposal.prepare()


def test_a_day_to_come_cannot_be_disposed_of(as_user, officer):
	with as_user(officer), pytest.raises(MentoringError, match="future"):
		disposal.prepare(add_days(today(), 1))


def test_nothing_of_a_pupil_is_left_in_any_table():
	case, other = old.make_old_case(), old.make_old_case()
	token = make.unique("CANARY")
	old.make_canaries(case, token)
	assert len(old.tables_with(token)) > 30
	records, _traces = dispose(case.student)
	assert {CASE, SESSION, "Mentoring Nomination", "Mentoring Liaison"} <= set(records)
	assert old.tables_with(token) == []
	assert pupil_records.of_pupil(case.student) == {}
	names_left = {table for table in old.tables_with(case.student_name) if table not in EDUCATION}
	assert names_left == set()
	assert frappe.db.exists(CASE, other.name) and frappe.db.count(SESSION, {"case": other.name}) == 1


EDUCATION = {"tabStudent", "tabProgram Enrollment", "tabGuardian Student", "tabVersion", "tabContact"}


def test_a_group_loses_the_pupil_s_row_alone():
	case, other = old.make_old_case(), make.make_case()
	group = frappe.get_doc({"doctype": "Mentoring Group", "theme": "Talking", "mentor": other.mentor})
	for member in (case, other):
		row = {"case": member.name, "student_name": member.student_name, "status": "Member"}
		group.append("members", row)
	group.flags.ignore_validate = True
	group.insert(ignore_permissions=True)
	frappe.get_doc(
		{"doctype": "Version", "ref_doctype": "Mentoring Group", "docname": group.name, "data": case.name}
	).db_insert()
	dispose(case.student)
	rows = frappe.get_all("Mentoring Group Member", {"parent": group.name}, pluck="case", order_by="idx")
	assert rows == [other.name]
	assert not frappe.db.exists("Version", {"docname": group.name, "data": ["like", f"%{case.name}%"]})


def test_totals_stay_the_same_in_the_report_and_tell_nothing_of_the_pupil(as_user, officer):
	case = old.make_old_case(sessions=3)

	def report() -> list[dict]:
		with as_user(officer):
			answer = run_report("Mentoring Totals", filters={}, ignore_prepared_report=True)
		return [row for row in answer["result"] if isinstance(row, dict)]

	before, kept = report(), totals()
	dispose(case.student)
	assert report() == before
	after = totals()
	assert {figure: after[figure] - kept[figure] for figure in after} == {
		"pupils": 1,
		"sessions": 3,
		"minutes": 90,
	}
	rows = str(frappe.get_all("Mentoring Kept Total", "*", order_by="name"))
	for word in (case.student, case.student_name, case.name, case.mentor):
		assert word not in rows


def test_disposing_twice_counts_nothing_twice():
	case = old.make_old_case(sessions=2)
	dispose(case.student)
	after = totals()
	assert dispose(case.student) == ({}, 0)
	assert totals() == after


def test_types_that_were_not_approved_stay():
	case = old.make_old_case()
	disposal._dispose_of(case.student, [SESSION], today())
	assert not frappe.db.exists(SESSION, {"case": case.name})
	assert frappe.db.exists(CASE, case.name)


def test_the_log_of_readings_goes_after_its_five_years():
	values = {"doctype": "Mentoring Read Log", "reader": "Guest", "way": "Form", "record_type": CASE}
	lines = [frappe.get_doc({**values, "record": make.unique("MC")}) for _number in range(2)]
	for line in lines:
		line.db_insert()
	frappe.db.set_value("Mentoring Read Log", lines[0].name, "creation", add_years(today(), -6))
	disposal._dispose_of(None, ["Mentoring Read Log"], today())
	assert [bool(frappe.db.exists("Mentoring Read Log", line.name)) for line in lines] == [False, True]


def test_a_finished_disposal_keeps_totals_and_nobody_s_data(as_user, officer):
	case = old.make_old_case(sessions=2)
	with as_user(officer):
		doc = frappe.get_doc(disposal.DISPOSAL, disposal.prepare())
		disposal.cancel(doc.name)
	doc.reload()
	assert doc.status == "Cancelled"
	assert next(row.records for row in doc.lines if row.record_type == SESSION) >= 2
	assert not [row for row in doc.lines if row.student or row.student_name]
	left = [table for table in old.tables_with(case.student) if "Disposal" in table]
	assert left == [] and getdate(doc.as_of) == getdate()


def test_totals_are_not_written_by_hand():
	with pytest.raises(LockedTextError):
		frappe.get_doc({"doctype": "Mentoring Kept Total", "sessions": 5, "key": "x"}).insert()
