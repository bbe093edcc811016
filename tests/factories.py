"""Records for tests, each made as the school would make it: `make_x` returns the saved document."""

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, getdate, today

from learning_mentor import selection
from learning_mentor.learning_mentor.doctype.mentoring_case.closing import outcome_rows
from learning_mentor.permissions import RULES
from tests.conftest import PASSWORD, session_of  # noqa: F401

# Tests say make.make_user as they say make.make_case.
from tests.people_factories import (  # noqa: F401
	CLEARING_CHECK,
	COORDINATOR,
	GUARDIAN_ROLES,
	LEAD_ROLES,
	MENTOR_ROLES,
	OFFICER_ROLES,
	PEOPLE,
	SECOND_COORDINATOR,
	TEACHER_ROLES,
	address,
	free_people,
	make_coordinator,
	make_officer,
	make_people,
	make_safeguarding_lead,
	make_teacher,
	make_user,
	server_address,
	take_user,
	unique,
)

NEED, SECOND_NEED = "Low confidence", "Managing anger"
STRATEGY = "Strengths map"


def make_academic_year() -> str:
	"""The academic year of today, by name."""
	start = getdate().year if getdate().month >= 9 else getdate().year - 1
	name = f"{start}-{start + 1}"
	if not frappe.db.exists("Academic Year", name):
		frappe.get_doc(
			{
				"doctype": "Academic Year",
				"academic_year_name": name,
				"year_start_date": f"{start}-09-01",
				"year_end_date": f"{start + 1}-08-31",
			}
		).insert()
	return name


def make_program(name: str = "Year 8") -> str:
	if not frappe.db.exists("Program", name):
		frappe.get_doc({"doctype": "Program", "program_name": name, "program_abbreviation": name}).insert()
	return name


def make_guardian(email: str | None = "", user: str | None = None):
	"""A guardian; without ``email`` one of its own, with None no address."""
	return frappe.get_doc(
		{
			"doctype": "Guardian",
			"guardian_name": unique("Guardian"),
			"email_address": f"{unique('guardian')}@example.com" if email == "" else email,
			"user": user,
		}
	).insert()


def make_portal_guardian():
	"""A guardian with a portal account. Returns the Guardian; its ``user`` signs in."""
	user = take_user(GUARDIAN_ROLES)
	return make_guardian(email=user.email, user=user.name)


def make_student(*guardians, enabled: int = 1, program: str | None = None, user: str | None = None):
	"""A pupil with guardians, enrolled in a year group where one is named."""
	student = frappe.get_doc(
		{
			"doctype": "Student",
			"first_name": unique("Pupil"),
			"last_name": "Testname",
			"student_email_id": f"{unique('pupil')}@example.com",
			"user": user,
			"enabled": enabled,
			"guardians": [{"guardian": guardian.name, "relation": "Mother"} for guardian in guardians],
		}
	).insert()
	if program:
		enrol(student, make_program(program))
	return student


def enrol(student, program: str) -> None:
	frappe.get_doc(
		{
			"doctype": "Program Enrollment",
			"student": student.name,
			"program": program,
			"academic_year": make_academic_year(),
			"enrollment_date": today(),
		}
	).submit()


def make_mentor(**values):
	"""A cleared mentor with a user of their own (``mentor.user``). ``values`` go into the profile."""
	return frappe.get_doc(
		{
			"doctype": "Mentor Profile",
			"user": values.get("user") or take_user(MENTOR_ROLES).name,
			"mentor_name": unique("Mentor"),
			"clearance_type": CLEARING_CHECK,
			"clearance_issued_on": add_days(today(), -100),
			**known_fields("Mentor Profile", prior_experience="Ten years of youth work"),
			**values,
		}
	).insert()


def known_fields(doctype: str, **values) -> dict:
	"""The values whose fields the doctype has."""
	return {field: value for field, value in values.items() if frappe.get_meta(doctype).has_field(field)}


def rating(need: str = NEED, severity: int = 3) -> dict:
	return {"need": need, "severity": severity, "evidence": "Seen in three lessons this week"}


def new_nomination(student=None, **values):
	"""An unsaved nomination that may be saved as it is."""
	make_academic_year()
	return frappe.get_doc(
		{
			"doctype": "Mentoring Nomination",
			"student": (student or make_student()).name,
			"needs": [rating()],
			"tried": "A talk after the lesson",
			"guardian_told": 1,
			**values,
		}
	)


def make_nomination(student=None, by: str | None = None, status: str = "Submitted", **values):
	"""A nomination by a teacher, moved to Draft, Submitted or Under Review."""
	make_coordinator()
	nomination = new_nomination(student, **values)
	with session_of(by or make_teacher().name):
		nomination.insert()
		if status != "Draft":
			act(nomination, "Submit Nomination")
	if status == "Under Review":
		with session_of(COORDINATOR):
			act(nomination, "Start Panel Review")
	return nomination


def make_case(student=None, mentor=None, **values):
	"""An open case from an accepted nomination. ``values`` go into the case."""
	nomination, mentor = make_nomination(student), mentor or make_mentor()
	with session_of(COORDINATOR):
		case = frappe.get_doc("Mentoring Case", selection.accept(nomination.name, mentor.name))
		if values:
			case.update(values).save()
	return case


def closing(case, **values) -> dict:
	"""All that is said of a case at its end: it closes with these values."""
	return {
		"status": "Closed",
		"status_reason": "Over",
		"outcome": "Aims reached",
		"outcomes": [{**row, "result": "Reached"} for row in outcome_rows(case)],
		"success": "Reached",
		"next_support": "The form tutor looks in each Monday",
		"pupil_words": "I dare to ask now",
		"guardian_words": "Mornings are easier",
		**values,
	}


def target(**values) -> dict:
	return {
		"need": NEED,
		"target_text": "Puts a hand up twice in a lesson",
		"measure": "Teacher's tally",
		"baseline": 2,
		"target_value": 10,
		"strategy": STRATEGY,
		"setting": "One-to-one",
		"responsible": "Mentor and pupil",
		"due_date": add_days(today(), 40),
		**values,
	}


def new_plan(case, **values):
	"""An unsaved plan with one target that may be saved as it is."""
	return frappe.get_doc(
		{
			"doctype": "Mentoring Action Plan",
			"case": case.name,
			"summary": "Feeling sure enough to speak in class",
			"targets": [target()],
			**values,
		}
	)


def mentor_user(record) -> str:
	return frappe.db.get_value("Mentor Profile", record.mentor, "user")


def make_plan(case=None, status: str = "Draft", **values):
	"""A plan written by the case's mentor, moved to a status by what people do in the desk."""
	case = case or make_case()
	with session_of(mentor_user(case)):
		plan = new_plan(case, **values).insert()
	move_plan(plan, status)
	return plan


def move_plan(plan, status: str) -> None:
	"""Take a draft to Pending Approval, Pending Guardian Agreement, Active or Under Review."""
	steps = {
		"Pending Approval": (mentor_user(plan), "Send for Approval", {}),
		"Pending Guardian Agreement": (COORDINATOR, "Approve Plan", {}),
		"Active": (COORDINATOR, "Record Agreement", PAPER_AGREEMENT),
		"Under Review": (mentor_user(plan), "Start Review", {}),
	}
	if status == "Draft":
		return
	for reached, (user, action, values) in steps.items():
		with session_of(user):
			if values:
				plan.update(values).save()
			act(plan, action)
		if reached == status:
			return


PAPER_AGREEMENT = {
	"agreed_name": "A Parent",
	"agreed_how": "On paper",
	"decision_comment": "Signed the paper at the gate",
}


def act(doc, action: str) -> None:
	"""Press a workflow button, as the session user."""
	apply_workflow(doc, action)
	doc.reload()


def review_row(number: int = 1, value: float = 6, status: str = "On Track") -> dict:
	return {
		"target_number": number,
		"value": value,
		"target_status": status,
		"next_step": "Keep the card for two more weeks",
		"reviewed_on": today(),
	}


def remove_story(student: str) -> None:
	"""Delete a pupil with all that hangs on them, submitted plans too; the caller commits."""
	for doctype in RULES:
		if not frappe.get_meta(doctype).has_field("student"):
			continue
		for name in frappe.get_all(doctype, {"student": student}, pluck="name", order_by="name"):
			frappe.db.set_value(doctype, name, "docstatus", 0, update_modified=False)
			frappe.delete_doc(doctype, name, force=True, delete_permanently=True)
			frappe.db.delete("Notification Log", {"document_type": doctype, "document_name": name})
			frappe.db.delete("Mentoring Notice", {"record_type": doctype, "record": name})
			frappe.db.delete("ToDo", {"reference_type": doctype, "reference_name": name})
			for fieldname in ("record", "mentoring_case"):  # Frappe may give the name again
				frappe.db.delete("Mentoring Read Log", {fieldname: name})
	frappe.delete_doc("Student", student, force=True, delete_permanently=True)
