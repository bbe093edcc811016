"""Planning events: who may open them, with which staff, for whom, and what changes afterwards."""

from datetime import timedelta

import frappe
import pytest
from frappe.utils import add_days, get_datetime, getdate

from learning_mentor.events import notices as event_notices
from learning_mentor.events import rules as event_rules
from learning_mentor.exceptions import FourEyesError, LockedTextError, MentoringError
from learning_mentor.learning_mentor.doctype.mentoring_event.staffing import adults_needed
from tests import event_factories as events
from tests import factories as make
from tests.event_factories import EVENT
from tests.nights import remind
from tests.session_factories import settings
from tests.visit_factories import working_day


@pytest.fixture
def mentor(db):
	make.make_coordinator()
	make.make_coordinator(make.SECOND_COORDINATOR)
	return make.make_mentor()


def open_as(event, user: str, as_user):
	with as_user(user):
		make.act(event, "Approve Event")


def test_a_drop_in_of_low_risk_is_opened_by_its_own_planner(mentor, as_user):
	event = events.plan_event(mentor)
	with as_user(mentor.user):
		make.act(event, "Open Event")
	assert (event.status, event.needs_approval, event.consent_needed) == ("Open", 0, 0)
	assert event.approved_by == mentor.user


@pytest.mark.parametrize("kind", ["Trip", "Sport"])
def test_trips_and_sport_need_a_coordinator(mentor, as_user, kind):
	event = events.plan_event(mentor, kind=kind)
	assert event.needs_approval
	with as_user(mentor.user), pytest.raises(frappe.PermissionError):
		make.act(event, "Open Event")
	open_as(event, make.SECOND_COORDINATOR, as_user)
	assert event.approved_by == make.SECOND_COORDINATOR


def test_whoever_planned_it_does_not_approve_it(mentor, as_user):
	event = events.plan_event(mentor, kind="Sport")
	with pytest.raises(FourEyesError):
		open_as(event, make.COORDINATOR, as_user)


def test_whoever_changed_its_risks_last_does_not_approve_it_either(mentor, as_user):
	event = events.plan_event(mentor, kind="Sport")
	with as_user(make.SECOND_COORDINATOR):
		event.risks[0].update({"answer": "Yes", "control_measure": "Mats"})
		event.save()
		with pytest.raises(FourEyesError):
			make.act(event, "Approve Event")


def test_staff_of_the_event_do_not_approve_it(mentor, as_user):
	staff = [*events.staff_of(mentor), {"user": make.SECOND_COORDINATOR, "clearance_seen": 1}]
	event = events.plan_event(mentor, kind="Sport", staff=staff)
	with pytest.raises(FourEyesError):
		open_as(event, make.SECOND_COORDINATOR, as_user)


def test_an_approval_cannot_be_written_into_the_record(mentor, as_user):
	with as_user(mentor.user):
		event = events.new_event(mentor, kind="Trip", approved_by=make.SECOND_COORDINATOR, seats_taken=3)
		event.staff[1].clearance_seen = 0
		event.insert()
	stored = frappe.db.get_value(EVENT, event.name, ["approved_by", "seats_taken", "status"])
	assert stored == (None, 0, "Planned")


def test_every_risk_is_answered_before_approval(mentor, as_user):
	event = events.plan_event(mentor, kind="Trip", risks=[])
	assert len(event.risks) == len(frappe.get_doc("Mentoring Settings").event_risk_questions)
	with pytest.raises(MentoringError, match="Answer is missing"):
		open_as(event, make.SECOND_COORDINATOR, as_user)


def test_high_risk_needs_approval_and_consent(mentor):
	event = events.plan_event(mentor, answers="Yes")
	assert (event.risk_level, event.needs_approval, event.consent_needed) == ("High", 1, 1)


def test_events_out_of_hours_need_consent_by_the_day_before(mentor):
	event = events.plan_event(mentor, starts_on=working_day(18))
	assert event.consent_needed
	assert event.consent_by == add_days(getdate(event.starts_on), -1)


def test_consent_is_not_asked_for_after_the_event(mentor):
	with pytest.raises(MentoringError, match="Consent by"):
		events.plan_event(mentor, kind="Trip", consent_by=add_days(getdate(working_day()), 1))


@pytest.mark.parametrize(
	("age_group", "children", "adults"),
	[
		("4 to 8", 12, 2),
		("4 to 8", 13, 3),
		("9 to 12", 16, 2),
		("9 to 12", 17, 3),
		("13 to 18", 20, 2),
		("13 to 18", 21, 3),
		("13 to 18", 1, 2),
	],
)
def test_how_many_adults_an_age_needs(db, age_group, children, adults):
	assert adults_needed(age_group, children) == adults


def test_ratios_are_the_school_s_own_but_two_adults_are_the_least(db):
	settings(children_per_adult_to_18=5)
	assert adults_needed("13 to 18", 15) == 3
	settings(children_per_adult_to_18=50)
	assert adults_needed("13 to 18", 15) == 2


def test_an_event_with_too_few_adults_is_not_opened(mentor, as_user):
	event = events.plan_event(mentor, capacity=21)
	with pytest.raises(MentoringError, match="3 adults"):
		open_as(event, make.SECOND_COORDINATOR, as_user)


def test_places_of_an_open_event_grow_no_further_than_its_staff(mentor, as_user):
	event = events.make_event(mentor)
	with as_user(make.COORDINATOR), pytest.raises(MentoringError, match="3 adults"):
		event.update({"capacity": 21}).save()


def test_one_of_the_staff_is_a_first_aider_unless_settings_say_otherwise(mentor, as_user):
	event = events.plan_event(mentor)
	with as_user(make.COORDINATOR):
		event.staff[0].first_aider = 0
		event.save()
	with pytest.raises(MentoringError, match="first aider"):
		open_as(event, make.SECOND_COORDINATOR, as_user)
	settings(first_aider_required=0)
	event.reload()
	open_as(event, make.SECOND_COORDINATOR, as_user)
	assert event.status == "Open"


def test_staff_whose_clearance_has_lapsed_on_the_day_are_refused(mentor, as_user):
	event = events.plan_event(mentor)
	mentor.db_set("clearance_issued_on", add_days(getdate(), -2000))
	with pytest.raises(MentoringError, match="not cleared"):
		open_as(event, make.SECOND_COORDINATOR, as_user)


def test_only_a_coordinator_says_that_a_clearance_was_seen(mentor, as_user):
	with as_user(mentor.user), pytest.raises(frappe.PermissionError):
		events.new_event(mentor).insert()
	event = events.plan_event(mentor)
	assert event.staff[1].clearance_seen_by == make.COORDINATOR
	with as_user(make.COORDINATOR):
		event.staff[1].clearance_seen = 0
		event.save()
	with pytest.raises(MentoringError, match="Clearance seen"):
		open_as(event, make.SECOND_COORDINATOR, as_user)


def test_coordinators_do_not_see_their_own_clearance(mentor, as_user):
	staff = [*events.staff_of(mentor), {"user": make.COORDINATOR, "clearance_seen": 1}]
	with pytest.raises(MentoringError, match="somebody else"):
		events.plan_event(mentor, staff=staff)


def test_others_mentors_leave_the_event_alone(mentor, as_user):
	event = events.plan_event(mentor)
	other = make.make_mentor()
	with as_user(other.user), pytest.raises(frappe.PermissionError):
		event.append("staff", {"user": other.user})
		event.save()


def test_what_it_was_opened_for_stays(mentor, as_user):
	event = events.make_event(mentor)
	for change in ({"address": "The river"}, {"ends_on": get_datetime(event.ends_on) + timedelta(hours=1)}):
		event.reload()
		with as_user(make.COORDINATOR), pytest.raises(LockedTextError):
			event.update(change).save()
	with as_user(make.COORDINATOR):
		event.reload()
		make.act(event, "Plan Again")
		event.update({"address": "The river"}).save()
	assert (event.status, event.approved_by) == ("Planned", None)


def test_an_approved_event_does_not_grow_without_a_new_approval(mentor, as_user):
	event = events.make_event(mentor, kind="Sport")
	with as_user(make.COORDINATOR), pytest.raises(LockedTextError):
		event.update({"capacity": 11}).save()


def test_a_status_is_reached_by_its_way_alone(mentor, as_user):
	event = events.plan_event(mentor)
	with as_user(make.COORDINATOR), pytest.raises((MentoringError, frappe.ValidationError)):
		event.update({"status": "Done"}).save()
	done = events.make_event(mentor, status="Done")
	with as_user(make.COORDINATOR), pytest.raises(LockedTextError):
		done.update({"event_title": "Another"}).save()


def test_an_event_is_planned_ahead_and_has_a_place(mentor):
	with pytest.raises(MentoringError, match="past"):
		events.plan_event(mentor, starts_on=working_day() - timedelta(days=14))
	with pytest.raises(MentoringError, match="Room"):
		events.plan_event(mentor, address=None)
	with pytest.raises(MentoringError, match="End must be later"):
		events.plan_event(mentor, minutes=0)


def test_who_may_come_by_year_group(mentor):
	with pytest.raises(MentoringError, match="Year groups"):
		events.plan_event(mentor, open_to="Year Groups")
	year_8, year_9 = make.make_program("Year 8"), make.make_program("Year 9")
	event = events.make_event(mentor, open_to="Year Groups", programs=[{"program": year_8}])
	assert event_rules.obstacle(event, make.make_student(program=year_8).name) is None
	assert "year groups" in event_rules.obstacle(event, make.make_student(program=year_9).name)
	assert "year groups" in event_rules.obstacle(event, make.make_student().name)


def test_who_may_come_by_caseload(mentor):
	event = events.make_event(mentor, open_to="Caseload")
	assert event_rules.obstacle(event, make.make_case(mentor=mentor).student) is None
	assert "mentor is among" in event_rules.obstacle(event, make.make_case().student)
	assert "mentor is among" in event_rules.obstacle(event, make.make_student().name)


def test_pupils_who_have_left_come_to_nothing(mentor):
	event = events.make_event(mentor)
	assert "not at the school" in event_rules.obstacle(event, make.make_student(enabled=0).name)


def test_a_reason_for_cancelling_is_asked_for(mentor, as_user):
	event = events.make_event(mentor)
	with as_user(make.COORDINATOR), pytest.raises(MentoringError, match="Reason for cancelling"):
		make.act(event, "Cancel Event")


def test_cancelling_tells_everybody_registered_once_and_names_no_pupil(mentor, as_user):
	guardian, other = make.make_guardian(), make.make_guardian()
	event = events.make_event(mentor, capacity=2)
	siblings = [make.make_student(guardian), make.make_student(guardian), make.make_student(other)]
	gone = make.make_guardian()
	for student in siblings:
		events.register(event, student)
	events.change(events.register(event, make.make_student(gone)), status="Cancelled")
	before = {
		each.email_address: len(events.mails_to(each.email_address)) for each in (guardian, other, gone)
	}
	with as_user(make.COORDINATOR):
		events.cancel(event)
	event_notices._tell_cancelled(event)
	after = {each.email_address: len(events.mails_to(each.email_address)) for each in (guardian, other, gone)}
	assert [after[address] - before[address] for address in before] == [1, 1, 0]
	mail = events.mails_to(guardian.email_address)[-1]
	assert "cancelled" in mail
	assert not [each for each in siblings if each.first_name in mail or each.name in mail]


def test_planning_anew_tells_those_who_are_registered(mentor, as_user):
	guardian = make.make_guardian()
	event = events.make_event(mentor)
	registration = events.register(event, make.make_student(guardian))
	later = get_datetime(event.starts_on) + timedelta(days=7)
	with as_user(make.COORDINATOR):
		event.reload()
		make.act(event, "Plan Again")
		event.update({"starts_on": later, "ends_on": later + timedelta(hours=1)}).save()
	open_as(event, make.SECOND_COORDINATOR, as_user)
	assert "planned anew" in events.mails_to(guardian.email_address)[-1]
	registration.reload()
	assert (registration.status, registration.starts_on) == ("Registered", later)


def test_approvers_are_reminded_once_three_days_before(mentor, db):
	event = events.plan_event(mentor, kind="Trip")
	day = getdate(event.starts_on)
	told = {"document_name": event.name, "for_user": make.COORDINATOR}
	assert remind(event_notices, add_days(day, -4)) == []
	for _again in range(2):
		remind(event_notices, add_days(day, -3))
	assert db.count("Notification Log", told) == 1


def test_nobody_is_reminded_of_what_needs_no_approval(mentor, db):
	event = events.plan_event(mentor)
	remind(event_notices, getdate(event.starts_on))
	assert not db.count("Notification Log", {"document_name": event.name})
