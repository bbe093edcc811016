"""Groups: places and the waiting list, who may put whom in, closing, and logging a meeting."""

import frappe
import pytest
from frappe.utils import today

from learning_mentor import sessions
from learning_mentor.exceptions import MentoringError, MentorUnavailableError
from tests import factories as make
from tests import session_factories as daily
from tests.session_factories import MISSED, at

pytestmark = pytest.mark.usefixtures("db")

SESSION = "Mentoring Session"


@pytest.fixture
def mentor(db):
	return make.make_mentor()


@pytest.fixture
def cases(mentor):
	return [make.make_case(mentor=mentor) for _number in range(3)]


def statuses(group) -> list[str]:
	return [row.status for row in group.members]


# places


def test_a_full_group_keeps_the_rest_waiting(mentor, cases):
	group = daily.make_group(mentor, *cases, places=2)
	assert statuses(group) == ["Member", "Member", "Waiting"]
	assert [row.student_name for row in group.members] == [case.student_name for case in cases]
	assert {row.joined_on for row in group.members} == {today()}


def test_a_place_that_frees_goes_to_the_first_waiting(mentor, cases, as_user):
	group = daily.make_group(mentor, *cases, places=1)
	assert statuses(group) == ["Member", "Waiting", "Waiting"]
	with as_user(mentor.user):
		group.members[0].status = "Left"
		group.save()
		assert statuses(group) == ["Left", "Member", "Waiting"]
		group.remove(group.members[1])
		group.save()
	assert statuses(group) == ["Left", "Member"]


def test_nobody_passes_the_waiting_list(mentor, cases, as_user):
	group = daily.make_group(mentor, *cases, places=2)
	with as_user(mentor.user):
		group.members[2].status = "Member"
		group.save()
	assert statuses(group) == ["Member", "Member", "Waiting"]


def test_more_places_let_all_in(mentor, cases, as_user):
	group = daily.make_group(mentor, *cases, places=1)
	with as_user(mentor.user):
		group.update({"places": 3}).save()
	assert statuses(group) == ["Member"] * 3


def test_a_group_without_a_place_is_refused(mentor, cases):
	with pytest.raises(MentoringError, match="Places must be 1 or more"):
		daily.make_group(mentor, *cases, places=0)


# who


def test_a_mentor_adds_own_cases_only(mentor, cases, as_user):
	foreign = make.make_case()
	with as_user(mentor.user):
		group = daily.new_group(mentor, *cases).insert()
		group.append("members", {"case": foreign.name})
		with pytest.raises(frappe.PermissionError):
			group.save()
		with pytest.raises(frappe.PermissionError):
			daily.new_group(mentor, foreign).insert()


def test_a_coordinator_adds_anybody_s_and_the_group_s_mentor_keeps_them(mentor, cases, as_user):
	foreign = make.make_case()
	group = daily.make_group(mentor, *cases, foreign)
	with as_user(mentor.user):
		group.update({"theme": "Feelings"}).save()
	assert group.members[3].student_name == foreign.student_name


def test_a_case_is_in_a_group_once(mentor, cases):
	with pytest.raises(MentoringError, match="row 2: this case is listed twice"):
		daily.make_group(mentor, cases[0], cases[0])


def test_a_closed_case_is_not_added_and_one_that_closes_stays(mentor, cases, as_user):
	group = daily.make_group(mentor, cases[0])
	daily.close(cases[0])
	with as_user(make.COORDINATOR):
		group.update({"theme": "Feelings"}).save()
	with pytest.raises(MentoringError, match="row 1: the case is closed"):
		daily.make_group(mentor, cases[0])


def test_another_mentor_sees_and_writes_no_group(mentor, cases, as_user):
	group, other = daily.make_group(mentor, *cases), make.make_mentor()
	with as_user(other.user):
		assert group.name not in frappe.get_list("Mentoring Group", pluck="name")
		assert not frappe.get_list("Mentoring Group Member", parent_doctype="Mentoring Group")
		with pytest.raises(frappe.PermissionError):
			frappe.get_doc("Mentoring Group", group.name).update({"mentor": other.name}).save()


def test_a_mentor_gives_no_group_away_and_makes_none_for_others(mentor, cases, as_user):
	group, other = daily.make_group(mentor, *cases), make.make_mentor()
	with as_user(mentor.user):
		with pytest.raises(frappe.PermissionError):
			group.update({"mentor": other.name}).save()
		with pytest.raises(frappe.PermissionError):
			daily.new_group(other, *cases).insert()


def test_a_group_s_mentor_is_cleared_also_one_who_takes_it_over(mentor, cases, as_user):
	away = make.make_mentor(status="On Leave")
	with pytest.raises(MentorUnavailableError, match="on leave"):
		daily.make_group(away, *cases)
	group = daily.make_group(mentor, *cases)
	with as_user(make.COORDINATOR), pytest.raises(MentorUnavailableError, match="on leave"):
		group.update({"mentor": away.name}).save()


def test_the_last_day_is_not_before_the_first(mentor):
	with pytest.raises(MentoringError, match="Last day must not be before First day"):
		daily.make_group(mentor, from_date="2030-09-02", to_date="2030-09-01")
	assert daily.make_group(mentor, from_date="2030-09-02", to_date="2030-09-02")


# closing


def test_closing_needs_an_outcome_for_each_member(mentor, cases, as_user):
	group = daily.make_group(mentor, *cases, places=2)
	with as_user(mentor.user):
		group.members[0].outcome = "Has two friends now"
		with pytest.raises(MentoringError, match="row 2: enter the outcome"):
			group.update({"status": "Closed"}).save()
		group.reload()
		for row, outcome in zip(
			group.members, ("Has two friends now", "Left the group calmer"), strict=False
		):
			row.outcome = outcome
		group.update({"status": "Closed"}).save()
	assert (group.status, group.closed_on, statuses(group)[2]) == ("Closed", today(), "Waiting")


def test_a_place_in_a_closed_group_goes_to_nobody(mentor, cases, as_user):
	group = daily.make_group(mentor, *cases, places=2)
	with as_user(mentor.user):
		for row in group.members:
			row.outcome = "Done"
		group.members[0].status = "Left"
		group.update({"status": "Closed"}).save()
	assert statuses(group) == ["Left", "Member", "Waiting"]


# logging a meeting


def test_a_meeting_is_a_session_for_each_member(mentor, cases, as_user):
	room = daily.make_room()
	group = daily.make_group(mentor, *cases, room=room, in_lesson=1)
	attendance = [
		{"case": cases[0].name, "status": "Held", "pupil_said": daily.PUPIL_SAID},
		{"case": cases[1].name, **MISSED},
		{"case": cases[2].name},
	]
	with as_user(mentor.user):
		names = sessions.log_group(group.name, str(at(-1, 9)), attendance)
	held, missed, default = (frappe.get_doc(SESSION, name) for name in names)
	assert [each.case for each in (held, missed, default)] == [case.name for case in cases]
	assert (held.status, held.pupil_said, held.minutes_in_lessons) == ("Held", daily.PUPIL_SAID, 40)
	assert (missed.status, missed.not_held_reason, missed.minutes_in_lessons) == ("Missed", "Absent", 0)
	for each in (held, missed, default):
		assert (each.session_type, each.mentoring_group, each.room) == ("Group", group.name, room)
		assert (each.led_by, each.starts_on, each.duration) == (mentor.name, at(-1, 9), 40)
	assert default.status == "Held"


def test_logging_the_same_meeting_again_changes_its_sessions(mentor, cases, as_user):
	group = daily.make_group(mentor, *cases)
	with as_user(mentor.user):
		first = sessions.log_group(group.name, str(at(-1, 9)), [{"case": case.name} for case in cases])
		again = sessions.log_group(
			group.name, f"{at(-1, 9)}.000000", [{"case": case.name, **MISSED} for case in cases], 20
		)
		sessions.log_group(group.name, str(at(-2, 9)), [{"case": cases[0].name}])
	assert again == first
	assert frappe.db.count(SESSION, {"mentoring_group": group.name}) == 4
	assert {frappe.db.get_value(SESSION, name, ("status", "duration")) for name in first} == {("Missed", 20)}


def test_the_members_no_shows_count(mentor, cases, as_user):
	daily.settings(missed_in_a_row=1)
	group = daily.make_group(mentor, cases[0])
	with as_user(mentor.user):
		(name,) = sessions.log_group(group.name, str(at(-1, 9)), [{"case": cases[0].name, **MISSED}])
	assert frappe.db.exists("Notification Log", {"document_name": name, "for_user": make.COORDINATOR})


def test_whoever_is_no_member_is_refused(mentor, cases, as_user):
	"""Also somebody on the waiting list."""
	group = daily.make_group(mentor, cases[0], cases[1], places=1)
	with as_user(mentor.user):
		for stranger in cases[1:]:
			with pytest.raises(MentoringError, match=f"Not a member of this group: {stranger.name}"):
				sessions.log_group(
					group.name, str(at(-1, 9)), [{"case": cases[0].name}, {"case": stranger.name}]
				)
	assert frappe.db.count(SESSION, {"mentoring_group": group.name}) == 0


@pytest.mark.parametrize("status", ["Planned", "Cancelled", "Here"])
def test_attendance_is_held_or_missed(mentor, cases, as_user, status):
	group = daily.make_group(mentor, *cases)
	attendance = [{"case": cases[0].name}, {"case": cases[1].name, "status": status}]
	with as_user(mentor.user), pytest.raises(MentoringError, match="choose Held or Missed"):
		sessions.log_group(group.name, str(at(-1, 9)), attendance)
	assert frappe.db.count(SESSION, {"mentoring_group": group.name}) == 0


def test_a_meeting_has_a_start(mentor, cases, as_user):
	group = daily.make_group(mentor, *cases)
	with as_user(mentor.user):
		with pytest.raises(frappe.MandatoryError, match="Start is missing"):
			sessions.log_group(group.name, "", [{"case": cases[0].name}])
		with pytest.raises(MentoringError, match="Start is in the future"):
			sessions.log_group(group.name, str(daily.ahead()), [{"case": cases[0].name}])


def test_only_the_group_s_mentor_logs_it(mentor, cases, as_user):
	"""Another mentor does not, also where one of the members is theirs."""
	own = make.make_case()
	group = daily.make_group(mentor, *cases, own)
	with as_user(make.mentor_user(own)), pytest.raises(frappe.PermissionError):
		sessions.log_group(group.name, str(at(-1, 9)), [{"case": own.name}])
	with as_user(make.COORDINATOR):
		assert len(sessions.log_group(group.name, str(at(-1, 9)), [{"case": own.name}])) == 1


def test_a_member_of_another_mentor_is_logged_and_stays_that_mentor_s(mentor, cases, as_user):
	"""The row has the key of the pupil's own mentor; also what was measured in it."""
	foreign = make.make_case()
	plan = make.make_plan(foreign, status="Active")
	group = daily.make_group(mentor, *cases, foreign)
	attendance = [{"case": foreign.name, "targets": [{"target_number": 1, "value": "4"}]}]
	with as_user(mentor.user):
		(name,) = sessions.log_group(group.name, str(at(-1, 9)), attendance)
		assert sessions.log_group(group.name, str(at(-1, 9)), attendance) == [name]
		assert not frappe.has_permission(SESSION, "read", name)
		assert not frappe.get_list("Mentoring Progress Point", pluck="name")
	assert frappe.db.get_value(SESSION, name, ["mentor", "led_by"]) == (foreign.mentor, mentor.name)
	points = frappe.get_all(
		"Mentoring Progress Point", filters={"plan": plan.name}, fields=["value", "mentor"], order_by="name"
	)
	assert [(point.value, point.mentor) for point in points] == [(4.0, foreign.mentor)]


def test_whoever_covers_logs_the_group_and_leads_it(mentor, cases, as_user):
	group, cover = daily.make_group(mentor, *cases), make.make_mentor()
	mentor.append("cover", {"covered_by": cover.name, "from_date": today(), "to_date": today()})
	mentor.update({"status": "On Leave"}).save()
	with as_user(cover.user):
		(name,) = sessions.log_group(group.name, str(at()), [{"case": cases[0].name}])
	assert frappe.db.get_value(SESSION, name, ["led_by", "mentor"]) == (cover.name, mentor.name)
