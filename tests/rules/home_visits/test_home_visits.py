"""Home visits: who plans, who approves, what is locked, and what the family meets."""

from datetime import timedelta

import frappe
import pytest
from frappe.utils import getdate

from learning_mentor.exceptions import (
	LockedTextError,
	MentoringError,
	MentorUnavailableError,
	WorkflowSetupError,
)
from learning_mentor.learning_mentor.doctype.mentoring_home_visit import risk
from learning_mentor.learning_mentor.doctype.mentoring_home_visit.mentoring_home_visit import defaults_for
from tests import factories as make
from tests import visit_factories as visits
from tests.visit_factories import AGGRESSION, ALLEGATION, DOGS, INFECTION, working_day


def test_the_address_is_a_snapshot(case, as_user):
	frappe.db.set_value("Student", case.student, {"address_line_1": "7 Mill Lane", "city": "Townville"})
	visit = visits.plan_visit(case, address=None)
	assert visit.address == "7 Mill Lane\nTownville"
	frappe.db.set_value("Student", case.student, "address_line_1", "9 New Road")
	with as_user(make.mentor_user(case)):
		visit.save()
	assert visit.address == "7 Mill Lane\nTownville"


def test_the_pupil_s_guardians_are_asked_and_no_others(case):
	visit = visits.plan_visit(case)
	own = frappe.get_all("Student Guardian", {"parent": case.student}, pluck="guardian", order_by="idx")
	assert [row.guardian for row in visit.guardians] == own
	stranger = make.make_guardian()
	with pytest.raises(MentoringError, match="one of the pupil's guardians"):
		visits.plan_visit(case, guardians=[{"guardian": stranger.name}])


def test_the_form_starts_with_what_is_known(known, as_user):
	stranger = make.make_mentor()
	with as_user(make.mentor_user(known)):
		values = defaults_for(known.name)
	assert values["duty_phone"] == visits.PHONE
	assert len(values["risks"]) == len(frappe.get_doc("Mentoring Settings").risk_questions)
	with as_user(stranger.user), pytest.raises(frappe.PermissionError):
		defaults_for(known.name)


@pytest.mark.parametrize(
	("answers", "points", "level"),
	[
		({}, 0, "Low"),
		({DOGS: "Yes"}, 2, "Low"),
		({ALLEGATION: "Yes"}, 3, "Medium"),
		({ALLEGATION: "Not Known"}, 3, "Medium"),
		({ALLEGATION: "Yes", DOGS: "Yes"}, 5, "Medium"),
		({ALLEGATION: "Yes", DOGS: "Yes", INFECTION: "Yes"}, 6, "High"),
		({AGGRESSION: "Not Known"}, 4, "High"),
	],
)
def test_points_make_the_level(known, answers, points, level):
	visit = visits.plan_visit(known, answers=answers)
	assert (visit.risk_score, visit.risk_level) == (points, level)


def test_a_caller_cannot_write_points_and_level(known, as_user):
	visit = visits.plan_visit(known, answers={AGGRESSION: "Yes"}, risk_level="Low", risk_score=0)
	assert visit.risk_level == "High"
	visits.approve(visit)
	with as_user(make.mentor_user(known)):
		visit.risk_level, visit.risk_score, visit.needs_approval = "Low", 0, 0
		visit.save()
	assert (visit.risk_level, visit.risk_score, visit.needs_approval) == ("High", 4, 1)


def test_questions_are_the_school_s_not_the_caller_s(known):
	visit = visits.plan_visit(known, risks=[{"question": "Is it sunny?", "answer": "Yes", "points": 50}])
	assert "Is it sunny?" not in {row.question for row in visit.risks}
	assert visit.risk_score == 0


@pytest.mark.parametrize(
	("start", "minutes", "out"),
	[
		((8, 0), 540, False),
		((7, 59), 30, True),
		((16, 0), 60, False),
		((16, 0), 61, True),
		((10, 0), 1440, True),
	],
)
def test_out_of_hours_begins_at_the_minute(start, minutes, out):
	starts_on = working_day(*start)
	visit = frappe._dict(starts_on=starts_on, ends_on=starts_on + timedelta(minutes=minutes))
	assert risk.is_out_of_hours(visit) is out


def test_the_weekend_is_out_of_hours():
	starts_on = working_day()
	while starts_on.weekday() < visits.SATURDAY:
		starts_on += timedelta(days=1)
	assert risk.is_out_of_hours(frappe._dict(starts_on=starts_on, ends_on=starts_on + timedelta(hours=1)))


def test_a_mentor_without_clearance_visits_nobody(case):
	frappe.get_doc("Mentor Profile", case.mentor).db_set("clearance_issued_on", "2001-01-01")
	frappe.clear_document_cache("Mentor Profile", case.mentor)
	with pytest.raises(MentorUnavailableError, match="Visitor"):
		visits.plan_visit(case)


@pytest.mark.parametrize("field", ["companion", "duty_contact"])
def test_the_visitor_is_neither_companion_nor_duty_contact(case, field):
	with pytest.raises(MentoringError, match="choose somebody"):
		visits.plan_visit(case, **{field: make.mentor_user(case)})


def test_a_guardian_s_account_is_no_duty_contact(case):
	with pytest.raises(MentoringError, match="Duty contact: choose a member of staff"):
		visits.plan_visit(case, duty_contact=make.take_user(make.GUARDIAN_ROLES).name)


def test_times_make_sense(case):
	with pytest.raises(MentoringError, match="Expected end must be later"):
		visits.plan_visit(case, minutes=0)
	with pytest.raises(MentoringError, match="Start is in the past"):
		visits.plan_visit(case, starts_on=working_day() - timedelta(days=30))


def test_what_was_approved_is_locked_until_it_is_planned_again(case, as_user):
	visit = visits.make_visit(case, status="Approved")
	with as_user(make.mentor_user(case)):
		visit.address = "2 Low Street"
		with pytest.raises(LockedTextError, match="plan it again"):
			visit.save()
		visit.reload()
		visit.risks[0].answer = "Yes"
		with pytest.raises(LockedTextError):
			visit.save()
		visit.reload()
		make.act(visit, "Plan Again")
		visit.address = "2 Low Street"
		visit.save()
	assert (visit.status, visit.approved_by, visit.address) == ("Planned", None, "2 Low Street")


def test_a_visit_goes_its_way_whatever_the_workflow_says(case, as_user):
	visit = visits.plan_visit(case)
	with as_user(make.mentor_user(case)):
		with pytest.raises(WorkflowSetupError):
			visits.push(visit, "Under Way")
		visit.reload()
		visit.flags.moved_by_code = True
		visit.workflow_state = "Under Way"
		with pytest.raises(MentoringError, match="cannot become"):
			visit.save()


def test_a_status_is_not_written_past_the_workflow(case, as_user):
	visit = visits.plan_visit(case)
	with as_user(make.mentor_user(case)):
		visit.status = "Approved"
		with pytest.raises(MentoringError, match="Status is set by the workflow"):
			visit.save()


def test_the_family_is_told_first(known, as_user):
	visit = visits.plan_visit(known, family_told=0, companion=None)
	with as_user(make.mentor_user(known)), pytest.raises(MentoringError, match="The family has been told"):
		make.act(visit, "Confirm Visit")


def test_a_welfare_check_is_not_announced(known, as_user):
	visit = visits.plan_visit(known, family_told=0, companion=None, purpose="Welfare check")
	with as_user(make.mentor_user(known)):
		make.act(visit, "Confirm Visit")
	assert visit.status == "Approved"


def test_a_caller_cannot_write_who_approved_and_when_somebody_was_there(case, as_user):
	visit = visits.plan_visit(case, approved_by=make.COORDINATOR, checked_in_on="2026-01-01 10:00:00")
	assert (visit.approved_by, visit.checked_in_on) == (None, None)
	with as_user(make.mentor_user(case)):
		visit.stood_down_on = visit.checked_out_on = "2026-01-01 10:00:00"
		visit.save()
	assert (visit.stood_down_on, visit.checked_out_on) == (None, None)


def test_a_cancelled_visit_has_a_reason(case, as_user):
	visit = visits.make_visit(case, status="Approved")
	with as_user(make.mentor_user(case)):
		with pytest.raises(MentoringError, match="Reason is missing"):
			make.act(visit, "Cancel Visit")
		visit.reload()
		visit.status_reason = "The family moved"
		visit.save()
		make.act(visit, "Cancel Visit")
	assert visit.status == "Cancelled"


def test_an_outcome_follows_the_visit(case, as_user):
	visit = visits.make_visit(case, status="Approved")
	with as_user(make.mentor_user(case)):
		visit.outcome = "Went well"
		with pytest.raises(MentoringError, match="has not been made"):
			visit.save()
	done = visits.make_visit(make.make_case(), status="Completed")
	with as_user(make.mentor_user(done)):
		done.outcome = "Went well"
		done.save()
		first = done.written_up_on
		done.outcome = "Went very well"
		done.save()
	assert first
	assert done.written_up_on == first


def test_advice_is_for_home(case, as_user):
	visit = visits.make_visit(case, status="Completed")
	with as_user(make.mentor_user(case)):
		visit.append("advice", {"strategy": "Check in at the door"})
		with pytest.raises(MentoringError, match="strategy for home"):
			visit.save()


def test_follow_ups_become_tasks_once(case, as_user):
	visit = visits.make_visit(case, status="Completed")
	mentor = make.mentor_user(case)
	other = frappe.get_doc({"doctype": "ToDo", "description": "Another task"}).insert()
	with as_user(mentor):
		task = {"task": "Call the nurse", "responsible": mentor, "due_date": getdate() + timedelta(days=3)}
		visit.append("follow_ups", {**task, "todo": other.name})
		visit.save()
		visit.reload()
		visit.save()
	todos = frappe.get_all(
		"ToDo",
		{"reference_name": visit.name},
		["name", "description", "allocated_to", "date"],
		order_by="name",
	)
	assert [(todo.name, todo.allocated_to) for todo in todos] == [(visit.follow_ups[0].todo, mentor)]
	assert todos[0].date == task["due_date"]
	assert "nurse" not in todos[0].description
	assert case.student_name not in todos[0].description


def test_a_follow_up_is_not_for_somebody_who_may_not_see_the_case(case, as_user):
	visit, stranger = visits.make_visit(case, status="Completed"), make.make_mentor().user
	with as_user(make.mentor_user(case)):
		visit.append("follow_ups", {"task": "Call", "responsible": stranger, "due_date": getdate()})
		with pytest.raises(MentoringError, match="may not see this case"):
			visit.save()
