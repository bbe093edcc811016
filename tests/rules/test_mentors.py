"""On which days a mentor can take a case: the first and the last of each rule."""

import frappe
import pytest
from frappe.utils import add_days, add_years, today

from learning_mentor import selection
from learning_mentor.exceptions import MentoringError, MentorUnavailableError
from tests import factories as make

pytestmark = pytest.mark.usefixtures("db")


def takes_a_case(mentor) -> bool:
	try:
		mentor.check_can_take_case()
	except MentorUnavailableError:
		return False
	return True


@pytest.mark.parametrize(
	("first", "last", "takes"),
	[
		(0, 0, False),
		(-5, 0, False),
		(0, 5, False),
		(-5, -1, True),
		(1, 5, True),
		(-5, None, False),
		(1, None, True),
	],
)
def test_leave_counts_from_its_first_to_its_last_day(first, last, takes):
	mentor = make.make_mentor(
		leave_from=add_days(today(), first), leave_to=None if last is None else add_days(today(), last)
	)
	assert takes_a_case(mentor) is takes


@pytest.mark.parametrize(("days", "takes"), [(0, True), (1, True), (-1, False)])
def test_a_clearance_holds_until_its_last_day(days, takes):
	"""Three years by the settings, the day of issue included in the certificate's own calendar."""
	mentor = make.make_mentor(clearance_issued_on=add_days(add_years(today(), -3), days))
	assert takes_a_case(mentor) is takes


def test_the_stored_status_does_not_decide():
	"""Lists show what was stored yesterday; a decision asks what is true today."""
	mentor = make.make_mentor(clearance_issued_on=add_days(add_years(today(), -3), -1))
	frappe.db.set_value("Mentor Profile", mentor.name, "clearance_status", "Cleared")
	mentor.reload()
	assert not takes_a_case(mentor)


def test_the_update_service_holds_a_year_from_the_last_check():
	old = add_years(today(), -9)
	for days, takes in ((0, True), (-1, False)):
		checked = add_days(add_years(today(), -1), days)
		mentor = make.make_mentor(clearance_issued_on=old, update_service=1, last_status_check=checked)
		assert takes_a_case(mentor) is takes


def test_without_the_barred_list_it_depends_on_the_settings():
	mentor = make.make_mentor(clearance_type="Enhanced")
	assert not takes_a_case(mentor)
	frappe.get_doc("Mentoring Settings").update({"barred_list_required": 0}).save()
	assert takes_a_case(mentor)


def test_the_last_place_is_taken_and_a_closed_case_gives_it_back(as_user):
	mentor = make.make_mentor(caseload_limit=2)
	case = make.make_case(mentor=mentor)
	assert takes_a_case(mentor)
	make.make_case(mentor=mentor)
	assert not takes_a_case(mentor)
	with as_user(make.COORDINATOR):
		case.update(make.closing(case)).save()
	assert takes_a_case(mentor)


def test_a_paused_case_keeps_its_place(as_user):
	mentor = make.make_mentor(caseload_limit=1)
	case = make.make_case(mentor=mentor)
	with as_user(make.COORDINATOR):
		case.update({"status": "Paused", "status_reason": "A stay in hospital"}).save()
	assert not takes_a_case(mentor)


def test_without_a_limit_of_their_own_the_school_s_limit_holds():
	mentor = make.make_mentor()
	assert mentor.get_caseload_limit() == 12
	frappe.get_doc("Mentoring Settings").update({"default_caseload_limit": 1}).save()
	make.make_case(mentor=mentor)
	assert not takes_a_case(mentor)


def test_the_chosen_mentor_of_the_form_is_asked_too(as_user):
	"""The workflow's own button takes the mentor of the selection record, with the same rules."""
	nomination, away = make.make_nomination(status="Under Review"), make.make_mentor(status="On Leave")
	record = frappe.get_last_doc("Mentoring Selection Record", {"nomination": nomination.name})
	with as_user(make.COORDINATOR):
		record.update({"mentor": away.name}).save()
		frappe.db.savepoint("before_deciding")
		with pytest.raises(MentorUnavailableError, match="on leave"):
			make.act(nomination, "Accept")
		frappe.db.rollback(save_point="before_deciding")
		frappe.get_doc("Mentor Profile", away.name).update({"status": "Active"}).save()
		nomination.reload()
		make.act(nomination, "Accept")
	assert frappe.db.get_value("Mentoring Case", {"nomination": nomination.name}, "mentor") == away.name


def test_a_closed_case_takes_no_plan(as_user):
	case = make.make_case()
	with as_user(make.COORDINATOR):
		case.update(make.closing(case)).save()
		with pytest.raises(MentoringError, match="reopen it first"):
			make.new_plan(case).insert()


def test_a_case_cannot_be_made_for_a_pupil_who_is_not_enabled(as_user):
	nomination, mentor = make.make_nomination(), make.make_mentor()
	frappe.db.set_value("Student", nomination.student, "enabled", 0)
	with as_user(make.COORDINATOR), pytest.raises(MentoringError, match="is not enabled"):
		selection.accept(nomination.name, mentor.name)


# the rows of a profile: skills over time, supervision, availability


def day(days: int) -> str:
	return add_days(today(), days)


def skill(**values) -> dict:
	return {"skill": "Listening", "rating": 3, "rated_as": "Self", "rated_on": today(), **values}


def meeting(**values) -> dict:
	make.make_coordinator()
	return {"held_on": today(), "supervisor": make.COORDINATOR, "summary": "Two heavy cases", **values}


def slot(weekday: str, from_time: str, to_time: str) -> dict:
	return {"weekday": weekday, "from_time": from_time, "to_time": to_time}


def test_the_nine_skills_are_rated_by_self_and_supervisor_over_time():
	skills = frappe.get_meta("Mentoring Skill Rating").get_options("skill").split("\n")
	assert len(skills) == 9
	ratings = [
		skill(skill=name, rating=number, rated_as=who, rated_on=day(days))
		for name in skills
		for number, who, days in ((1, "Self", -90), (5, "Supervisor", -90), (4, "Self", 0))
	]
	assert len(make.make_mentor(skills=ratings).skills) == 27


@pytest.mark.parametrize("rating", [0, 6, -1, None, "6", "much"])
def test_a_rating_goes_from_one_to_five(rating):
	with pytest.raises(MentoringError, match="Skills, row 2: Rating goes from 1 to 5"):
		make.make_mentor(skills=[skill(), skill(rating=rating)])


def test_a_skill_is_not_rated_ahead():
	with pytest.raises(MentoringError, match="Skills, row 1: On is in the future"):
		make.make_mentor(skills=[skill(rated_on=day(1))])


@pytest.mark.parametrize("field", ["skill", "rated_as"])
def test_skills_and_raters_are_those_of_the_list(field):
	with pytest.raises(frappe.ValidationError, match="Charm"):
		make.make_mentor(skills=[skill(**{field: "Charm"})])


def test_supervision_is_kept_with_its_actions():
	mentor = make.make_mentor(
		supervision=[
			meeting(held_on=day(-30), actions="Close one case", actions_due=day(-10), actions_done=1),
			meeting(actions="Ask for cover", actions_due=day(7)),
			meeting(),
		]
	)
	assert [row.actions_done for row in mentor.supervision] == [1, 0, 0]


@pytest.mark.parametrize(
	("values", "words"),
	[
		({"held_on": 1}, "row 2: Held on is in the future"),
		({"actions_due": 7}, "row 2: Actions is empty"),
		({"actions_due": 7, "actions": "  "}, "row 2: Actions is empty"),
		({"actions_done": 1}, "row 2: Actions is empty"),
	],
)
def test_a_supervision_meeting_that_does_not_fit_is_refused(values, words):
	days = {field: day(number) for field, number in values.items() if field in ("held_on", "actions_due")}
	with pytest.raises(MentoringError, match=f"Supervision, {words}"):
		make.make_mentor(supervision=[meeting(), meeting(**{**values, **days})])


def test_nobody_supervises_themself():
	mentor = make.make_mentor()
	mentor.append("supervision", meeting(supervisor=mentor.user))
	with pytest.raises(MentoringError, match="Supervision, row 1: choose somebody other"):
		mentor.save()


@pytest.mark.parametrize("to_time", ["09:00:00", "08:59:00"])
def test_availability_ends_after_it_begins(to_time):
	with pytest.raises(MentoringError, match="Availability, row 2: To must be after From"):
		make.make_mentor(
			availability=[slot("Monday", "09:00:00", "12:00:00"), slot("Friday", "09:00:00", to_time)]
		)


@pytest.mark.parametrize(("from_time", "to_time"), [("11:59:00", "13:00:00"), ("08:00:00", "09:01:00")])
def test_availability_that_overlaps_is_refused(from_time, to_time):
	with pytest.raises(MentoringError, match=r"Availability, row \d: it overlaps row \d"):
		make.make_mentor(
			availability=[slot("Monday", "09:00:00", "12:00:00"), slot("Monday", from_time, to_time)]
		)


def test_availability_that_meets_or_is_on_another_day_is_kept():
	mentor = make.make_mentor(
		availability=[
			slot("Monday", "12:00:00", "13:00:00"),
			slot("Monday", "9:00:00", "12:00:00"),
			slot("Tuesday", "09:00:00", "12:00:00"),
		]
	)
	mentor.reload()
	assert mentor.save().availability[1].weekday == "Monday"


def test_availability_without_its_times_is_refused():
	mentor = make.make_mentor()
	mentor.append("availability", slot("Monday", None, None))
	with pytest.raises(frappe.MandatoryError):
		mentor.save()


def test_leave_has_a_first_day_that_is_not_after_its_last():
	with pytest.raises(MentoringError, match="On leave from is missing"):
		make.make_mentor(leave_to=day(1))
	with pytest.raises(MentoringError, match="must not be before"):
		make.make_mentor(leave_from=day(1), leave_to=day(0))


def test_a_mentor_s_user_has_the_role():
	make.make_coordinator()
	with pytest.raises(MentoringError, match="does not have the role"):
		make.make_mentor(user=make.make_teacher().name)


def test_a_mentor_reads_their_own_profile_and_writes_none(as_user):
	mentor, other = make.make_mentor(), make.make_mentor()
	with as_user(mentor.user):
		assert frappe.get_list("Mentor Profile", pluck="name") == [mentor.name]
		assert not frappe.has_permission("Mentor Profile", "read", other.name)
		mentor.append("skills", skill())
		with pytest.raises(frappe.PermissionError):
			mentor.save()
