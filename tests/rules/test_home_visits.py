"""Home visits: who plans, who approves, what is locked, and what the family meets."""

from datetime import timedelta

import frappe
import pytest
from frappe.utils import getdate

from learning_mentor.exceptions import (
	FourEyesError,
	LockedTextError,
	MentoringError,
	MentorUnavailableError,
	WorkflowSetupError,
)
from learning_mentor.learning_mentor.doctype.mentoring_home_visit import risk
from learning_mentor.learning_mentor.doctype.mentoring_home_visit.mentoring_home_visit import defaults_for
from learning_mentor.school_days import add_school_days
from learning_mentor.visits import duty as visit_duty
from learning_mentor.visits import families as visit_families
from learning_mentor.visits import writing as visit_writing
from tests import factories as make
from tests import session_factories as daily
from tests import visit_factories as visits
from tests.visit_factories import VISIT, working_day

DOGS, ALLEGATION, INFECTION, AGGRESSION = (
	"Are there dogs",
	"Has the family",
	"Is there an infection",
	"Has anybody",
)


@pytest.fixture
def case(db):
	return make.make_case(make.make_student(make.make_guardian()))


@pytest.fixture
def known(case):
	"""A case whose family has been visited before."""
	visits.make_visit(case, status="Completed")
	return case


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


def test_a_known_family_in_hours_is_confirmed_by_the_mentor(known, as_user):
	visit = visits.plan_visit(known, companion=None)
	with as_user(make.mentor_user(known)):
		make.act(visit, "Confirm Visit")
	assert (visit.status, visit.approved_by, visit.needs_approval) == (
		"Approved",
		make.mentor_user(known),
		0,
	)


def test_a_first_visit_needs_two_people_and_approval(case, as_user):
	visit = visits.plan_visit(case, companion=None)
	assert visit.needs_approval
	with as_user(make.COORDINATOR), pytest.raises(MentoringError, match="never made alone"):
		make.act(visit, "Approve Visit")
	visit = visits.plan_visit(case)
	with (
		as_user(make.mentor_user(case)),
		pytest.raises(frappe.PermissionError, match="coordinator's approval"),
	):
		make.act(visit, "Confirm Visit")
	visits.approve(visit)
	assert (visit.status, visit.approved_by) == ("Approved", make.COORDINATOR)


def test_another_address_is_a_first_visit_again(known):
	assert visits.plan_visit(known, address="2 Low Street").needs_approval


def test_nobody_at_home_was_no_first_visit(case, as_user):
	visit = visits.make_visit(case, status="Under Way")
	with as_user(make.mentor_user(case)):
		visit.status_reason = "Nobody opened"
		visit.save()
		make.act(visit, "No Access")
	assert visits.plan_visit(case).needs_approval


@pytest.mark.parametrize(("with_companion", "needs"), [(False, 1), (True, 0)])
def test_alone_and_out_of_hours_needs_approval(known, with_companion, needs):
	values = {} if with_companion else {"companion": None}
	visit = visits.plan_visit(known, starts_on=working_day(17, 30), **values)
	assert visit.risk_level == "Low"
	assert visit.needs_approval == needs


@pytest.mark.parametrize(("answers", "needs"), [({DOGS: "Yes"}, 0), ({ALLEGATION: "Yes"}, 1)])
def test_approval_begins_at_the_level_of_settings(known, answers, needs):
	assert visits.plan_visit(known, answers=answers).needs_approval == needs


def test_two_go_from_the_level_of_settings(known, as_user):
	visit = visits.plan_visit(known, answers={AGGRESSION: "Yes"}, companion=None)
	with as_user(make.COORDINATOR), pytest.raises(MentoringError, match="two visitors go"):
		make.act(visit, "Approve Visit")
	daily.settings(companion_from="Medium")
	visit = visits.plan_visit(known, answers={ALLEGATION: "Yes"}, companion=None)
	with as_user(make.COORDINATOR), pytest.raises(MentoringError, match="two visitors go"):
		make.act(visit, "Approve Visit")


@pytest.mark.parametrize(
	("answers", "measure", "words"),
	[({DOGS: ""}, "Agreed", "Answer is missing"), ({DOGS: "Yes"}, "", "how the risk is met")],
)
def test_an_incomplete_assessment_is_not_approved(known, as_user, answers, measure, words):
	visit = visits.new_visit(known, answers=answers)
	for row in visit.risks:
		row.control_measure = measure
	with as_user(make.mentor_user(known)):
		visit.insert()
	with as_user(make.COORDINATOR), pytest.raises(MentoringError, match=words):
		make.act(visit, "Approve Visit")


def test_whoever_planned_it_or_goes_along_does_not_approve(case, as_user):
	make.make_coordinator()
	with as_user(make.COORDINATOR):
		visit = visits.new_visit(case).insert()
		with pytest.raises(FourEyesError):
			make.act(visit, "Approve Visit")
	visit = visits.plan_visit(case, companion=make.COORDINATOR)
	with as_user(make.COORDINATOR), pytest.raises(FourEyesError):
		make.act(visit, "Approve Visit")


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


def test_other_mentors_see_no_visit(case, as_user):
	visit = visits.plan_visit(case)
	with as_user(make.make_mentor().user):
		assert not frappe.has_permission(VISIT, "read", visit)
		assert visit.name not in frappe.get_list(VISIT, pluck="name", order_by="name", limit_page_length=0)


def test_companion_and_duty_contact_see_what_keeps_people_safe_and_no_pupil(case, as_user):
	visit = visits.under_way(case)
	for user in (visit.companion, visit.duty_contact, make.mentor_user(case)):
		with as_user(user):
			shown = [row for row in visit_duty.my_visits() if row["name"] == visit.name]
		assert len(shown) == 1
		assert case.student not in str(shown) and case.student_name not in str(shown)
	with as_user(visit.companion):
		assert not frappe.has_permission(VISIT, "read", visit)
	with as_user(make.make_mentor().user):
		assert visit.name not in [row["name"] for row in visit_duty.my_visits()]


def test_a_companion_checks_in_and_the_duty_contact_does_not(case, as_user):
	visit = visits.make_visit(case, status="Approved")
	with as_user(visit.duty_contact), pytest.raises(frappe.PermissionError, match="Only the visitors"):
		visit_duty.check_in(visit.name)
	with as_user(visit.companion):
		assert visit_duty.check_in(visit.name)["status"] == "Under Way"
		first = visit_duty.check_in(visit.name)["at"]
		assert visit_duty.check_in(visit.name)["at"] == first
	visit.reload()
	assert visit.checked_in_by == visit.companion


def test_strangers_touch_no_visit(case, as_user):
	visit = visits.under_way(case)
	with as_user(make.make_mentor().user):
		for call in (visit_duty.check_in, visit_duty.check_out):
			with pytest.raises(frappe.PermissionError, match="no such visit"):
				call(visit.name)
		with pytest.raises(frappe.PermissionError):
			visit_duty.stand_down(visit.name, "Heard from them")
		with pytest.raises(frappe.PermissionError):
			visit_duty.extend(visit.name, 15)


def test_checking_out_twice_is_one_check_out(case, as_user):
	visit = visits.under_way(case)
	with as_user(make.mentor_user(case)):
		first = visit_duty.check_out(visit.name)
		assert visit_duty.check_out(visit.name) == first
	assert first["status"] == "Completed"


def test_nobody_let_them_in(case, as_user):
	visit = visits.under_way(case)
	with as_user(make.mentor_user(case)):
		assert visit_duty.check_out(visit.name, "Nobody opened")["status"] == "No Access"
	visit.reload()
	assert visit.status_reason == "Nobody opened"


def test_a_visit_is_written_up_within_a_school_day(case, as_user):
	visit = visits.make_visit(case, status="Completed")
	due = add_school_days(visit.checked_out_on, 1)
	about = {"document_name": visit.name, "subject": ["like", "%written up%"]}
	visit_writing.remind(due - timedelta(days=1))
	assert not frappe.db.count("Notification Log", about)
	visit_writing.remind(due)
	visit_writing.remind(due)
	assert frappe.get_all("Notification Log", about, pluck="for_user", order_by="name") == [
		make.mentor_user(case)
	]


def test_a_visit_that_is_written_up_reminds_nobody(case, as_user):
	visit = visits.make_visit(case, status="Completed")
	with as_user(make.mentor_user(case)):
		visit.outcome = "Went well"
		visit.save()
	visit_writing.remind(getdate() + timedelta(days=30))
	assert not frappe.db.count(
		"Notification Log", {"document_name": visit.name, "subject": ["like", "%written%"]}
	)


@pytest.fixture
def family(db):
	"""A guardian with an account, and a visit to them that is approved."""
	guardian = make.make_portal_guardian()
	case = make.make_case(make.make_student(guardian))
	return frappe._dict(guardian=guardian, case=case, visit=visits.make_visit(case, status="Approved"))


def test_a_guardian_confirms_and_the_visitor_is_told(family, as_user):
	with as_user(family.guardian.user):
		visit_families.confirm(family.visit.name)
		assert visit_families.get_visit(family.visit.name)["answer"] == "Confirmed"
	notices = frappe.get_all(
		"Notification Log",
		{"document_name": family.visit.name},
		["for_user", "subject"],
		order_by="creation desc",
	)
	assert notices[0].for_user == make.mentor_user(family.case)
	assert family.case.student_name not in notices[0].subject


def test_another_time_needs_words_and_a_new_time_asks_again(family, as_user):
	with as_user(family.guardian.user):
		with pytest.raises(MentoringError, match="which time"):
			visit_families.ask_for_another_time(family.visit.name, "  ")
		visit_families.ask_for_another_time(family.visit.name, "<b>Friday</b> at four")
	visit = frappe.get_doc(VISIT, family.visit.name)
	assert (visit.guardians[0].answer, visit.guardians[0].comment) == ("Another Time", "Friday at four")
	with as_user(make.mentor_user(family.case)):
		make.act(visit, "Plan Again")
		visit.starts_on, visit.ends_on = (
			visit.starts_on + timedelta(days=7),
			visit.ends_on + timedelta(days=7),
		)
		visit.save()
	assert (visit.guardians[0].answer, visit.guardians[0].comment) == ("Asked", None)


def test_staff_do_not_answer_for_a_guardian(family, as_user):
	with as_user(make.mentor_user(family.case)):
		family.visit.guardians[0].answer = "Confirmed"
		family.visit.save()
	assert family.visit.guardians[0].answer == "Asked"


@pytest.mark.parametrize("status", ["Planned", "Under Way"])
def test_a_family_sees_no_visit_before_it_is_approved_nor_while_it_is_made(as_user, db, status):
	guardian = make.make_portal_guardian()
	visit = visits.make_visit(make.make_case(make.make_student(guardian)), status=status)
	with as_user(guardian.user):
		assert not visit_families.of_children([visit.student], guardian.name)
		with pytest.raises(frappe.DoesNotExistError):
			visit_families.get_visit(visit.name)


def test_a_family_does_not_learn_of_a_welfare_check(as_user, db):
	guardian = make.make_portal_guardian()
	case = make.make_case(make.make_student(guardian))
	visit = visits.make_visit(case, status="Approved", purpose="Welfare check")
	with as_user(guardian.user):
		assert not visit_families.of_children([visit.student], guardian.name)
		with pytest.raises(frappe.DoesNotExistError):
			visit_families.confirm(visit.name)


def test_another_family_s_visit_and_a_missing_one_answer_alike(family, as_user):
	stranger = make.make_portal_guardian()
	make.make_student(stranger)
	with as_user(stranger.user):
		for name in (family.visit.name, "MV-1999-00001"):
			with pytest.raises(frappe.DoesNotExistError, match="There is no such visit"):
				visit_families.get_visit(name)


def test_the_family_sees_the_advice_afterwards_and_nothing_else(family, as_user):
	visit = family.visit
	home = frappe.get_all("Mentoring Strategy", {"setting": "Home"}, pluck="name", order_by="name", limit=1)[
		0
	]
	with as_user(make.mentor_user(family.case)):
		make.act(visit, "Check In")
		make.act(visit, "Check Out")
		visit.update({"outcome": "Between staff", "family_said": "Said in trust"})
		visit.append("advice", {"strategy": home, "words_to_family": "Ten minutes a day"})
		visit.save()
	with as_user(family.guardian.user):
		shown = visit_families.get_visit(visit.name)
	assert shown["advice"][0]["words_to_family"] == "Ten minutes a day"
	assert shown["advice"][0]["steps"]
	assert "Between staff" not in str(shown) and "Said in trust" not in str(shown)
