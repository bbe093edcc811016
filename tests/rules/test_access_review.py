"""Education's rights of families: our records stay closed, and the review says what is open."""

import frappe
import pytest
from frappe.client import get as client_get
from frappe.desk.query_report import run

from learning_mentor import permissions
from learning_mentor.data_protection import access_review, pupil_records
from tests import factories as make

pytestmark = pytest.mark.usefixtures("db")


def open_to(role: str, doctype: str, **rights) -> None:
	"""Give a role the right to read, as newer Education versions give Guardian a right to Student."""
	frappe.permissions.setup_custom_perms(doctype)  # the standard rights stay
	frappe.get_doc(
		{
			"doctype": "Custom DocPerm",
			"parent": doctype,
			"parenttype": "DocType",
			"parentfield": "permissions",
			"role": role,
			"permlevel": 0,
			"read": 1,
			**rights,
		}
	).insert()
	frappe.clear_cache(doctype=doctype)


@pytest.fixture
def desk_guardian():
	"""A guardian of a pupil with a case, whose role has desk access and reads every Student."""
	guardian = make.make_portal_guardian()
	frappe.db.set_value("Role", "Guardian", "desk_access", 1)
	frappe.db.set_value("User", guardian.user, "user_type", "System User")
	for doctype in ("Student", "Guardian", "Student Attendance", "Program Enrollment"):
		open_to("Guardian", doctype, report=1, export=1, print=1, email=1)
	yield guardian
	frappe.clear_cache()


def rows(**filters) -> list[dict]:
	answer = run("Access Review", filters=filters, ignore_prepared_report=True)
	return [row for row in answer["result"] if isinstance(row, dict)]


def test_a_guardian_with_desk_access_and_every_student_reads_none_of_our_records(desk_guardian, as_user):
	plan = make.make_plan(make.make_case(make.make_student(desk_guardian)), status="Active")
	names = {"Mentoring Case": plan.case, "Mentoring Action Plan": plan.name}
	with as_user(desk_guardian.user):
		assert frappe.get_list("Student", {"name": plan.student}, pluck="name", order_by="name") == [
			plan.student
		]
		for doctype in pupil_records.bonds():
			with pytest.raises(frappe.PermissionError):
				frappe.get_list(doctype, order_by="name")
		for doctype, name in names.items():
			with pytest.raises(frappe.PermissionError):
				client_get(doctype, name)


def test_a_right_to_our_records_given_to_guardians_by_mistake_opens_no_row(desk_guardian, as_user):
	"""An admin who adds the role to our doctypes: the rules by row stand behind the roles."""
	plan = make.make_plan(make.make_case(make.make_student(desk_guardian)), status="Active")
	for doctype in ("Mentoring Case", "Mentoring Action Plan"):
		open_to("Guardian", doctype)
	with as_user(desk_guardian.user):
		for doctype, name in (("Mentoring Case", plan.case), ("Mentoring Action Plan", plan.name)):
			assert frappe.get_list(doctype, pluck="name", order_by="name") == []
			with pytest.raises(frappe.PermissionError):
				client_get(doctype, name)


def test_the_review_warns_of_a_role_of_families_that_reads_pupils(desk_guardian, as_user):
	with as_user("admin@example.com"):
		found = {(row["record_type"], row["role"]): row for row in rows()}
		warned = rows(warnings=1, record_type="Student")
	row = found[("Student", "Guardian")]
	assert row["people"] >= 1 and row["source"] == "Changed on this site" and "export" in row["rights"]
	assert "families" in row["warning"]
	assert "Guardian" in {row["role"] for row in warned}


def test_the_review_says_by_which_role_a_person_reads(desk_guardian, as_user):
	with as_user(make.make_officer().name):
		people = {(row["user"], row["record_type"]): row for row in rows(show="People")}
	assert "Role Guardian" in people[(desk_guardian.user, "Student")]["because"]
	assert (desk_guardian.user, "Mentoring Case") not in people
	assert people[(make.make_coordinator().name, "Mentoring Case")]["because"] == "Role Mentoring Coordinator"


def test_the_review_lists_every_record_type_about_pupils_and_warns_of_changed_rights(as_user):
	open_to("Instructor", "Mentoring Case")
	with as_user(make.make_coordinator().name):
		found = rows()
	listed = {row["record_type"] for row in found}
	readable = {doctype for doctype in pupil_records.bonds() if frappe.get_meta(doctype).permissions}
	assert {"Student", "Guardian", "Program Enrollment"} | readable <= listed
	mistake = next(
		row for row in found if (row["record_type"], row["role"]) == ("Mentoring Case", "Instructor")
	)
	assert "changed" in mistake["warning"]
	frappe.clear_cache(doctype="Mentoring Case")


def test_a_share_is_a_way_too(as_user):
	case, teacher = make.make_case(), make.make_teacher().name
	share = {"share_doctype": "Mentoring Case", "share_name": case.name, "user": teacher, "read": 1}
	older = frappe.get_doc({"doctype": "DocShare", **share})  # made before the app refused shares
	older.set_new_name()
	older.db_insert()
	row = next(
		row
		for row in access_review.by_person()
		if (row["user"], row["record_type"]) == (teacher, "Mentoring Case")
	)
	assert "Share" in row["because"] and "outlives" in row["warning"]


def test_the_review_is_for_admins_coordinators_and_the_officer(as_user):
	for reader in ("admin@example.com", make.make_coordinator().name, make.make_officer().name):
		with as_user(reader):
			assert rows()
	for stranger in (make.make_mentor().user, make.make_teacher().name, make.make_safeguarding_lead().name):
		with as_user(stranger), pytest.raises(frappe.PermissionError):
			rows()


def test_every_rule_has_words_in_the_review():
	for doctype in pupil_records.bonds():
		assert access_review._our_rule(doctype, "Learning Mentor") != "A rule of its own", doctype
		assert permissions.RULES[doctype] is not permissions.ROLE_DECIDES
