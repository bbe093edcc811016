"""Two things at once: mentor, pupil or room. A warning that names times, never a pupil."""

import frappe
import pytest

from learning_mentor import sessions
from learning_mentor.learning_mentor.doctype.mentoring_session.clashes import warn_of_clashes
from tests import factories as make
from tests import session_factories as daily
from tests.session_factories import at

pytestmark = pytest.mark.usefixtures("db")

MENTOR, PUPIL, ROOM = "mentor has another", "pupil has another", "room is taken"


@pytest.fixture
def mentor(db):
	return make.make_mentor()


def warned() -> str:
	"""What the session user has been shown since the last question."""
	shown = "\n".join(str(message) for message in frappe.get_message_log())
	frappe.clear_messages()
	return shown


def kinds(shown: str) -> list[str]:
	return [kind for kind in (MENTOR, PUPIL, ROOM) if kind in shown]


def test_a_mentor_who_is_busy_is_warned_without_a_pupil_s_name(mentor):
	one, other = make.make_case(mentor=mentor), make.make_case(mentor=mentor)
	daily.plan_session(one, at(3, 9))
	warned()
	daily.plan_session(other, at(3, 9, 29))
	shown = warned()
	assert kinds(shown) == [MENTOR]
	for secret in (one.student_name, one.student, one.name):
		assert secret not in shown


def test_a_pupil_who_is_busy_with_somebody_else(mentor):
	case = make.make_case(mentor=mentor)
	daily.plan_session(case, at(3, 9), led_by=make.make_mentor().name)
	warned()
	daily.plan_session(case, at(3, 9, 10))
	assert kinds(warned()) == [PUPIL]


def test_a_room_that_is_taken(mentor):
	room = daily.make_room()
	daily.plan_session(make.make_case(), at(3, 9), room=room)
	warned()
	daily.plan_session(make.make_case(mentor=mentor), at(3, 9, 10), room=room)
	assert kinds(warned()) == [ROOM]


def test_mentor_pupil_and_room_at_once(mentor):
	case, room = make.make_case(mentor=mentor), daily.make_room()
	daily.plan_session(case, at(3, 9), room=room)
	warned()
	daily.plan_session(case, at(3, 8, 50), room=room)
	assert kinds(warned()) == [MENTOR, PUPIL, ROOM]


@pytest.mark.parametrize(("hour", "minute"), [(8, 30), (9, 30)])
def test_back_to_back_is_no_clash(mentor, hour, minute):
	case = make.make_case(mentor=mentor)
	daily.plan_session(case, at(3, 9))
	warned()
	daily.plan_session(case, at(3, hour, minute))
	assert kinds(warned()) == []


def test_what_does_not_take_place_is_in_nobody_s_way(mentor):
	case = make.make_case(mentor=mentor)
	daily.plan_session(case, at(3, 9), status="Cancelled", not_held_reason="Holiday")
	daily.log_session(case, at(-3, 9), **daily.MISSED)
	warned()
	daily.plan_session(case, at(3, 9))
	daily.plan_session(case, at(-3, 9))
	assert kinds(warned()) == []


def test_a_session_is_not_in_its_own_way(mentor):
	session = daily.plan_session(make.make_case(mentor=mentor), at(3, 9))
	warned()
	with make.session_of(mentor.user):
		session.update({"duration": 40}).save()
	assert kinds(warned()) == []


def test_moving_a_session_onto_another_one_warns_and_leaving_it_does_not(mentor):
	one, other = make.make_case(mentor=mentor), make.make_case(mentor=mentor)
	daily.plan_session(one, at(3, 9))
	session = daily.plan_session(other, at(4, 9))
	warned()
	with make.session_of(mentor.user):
		session.update({"starts_on": at(3, 9, 15)}).save()
		assert kinds(warned()) == [MENTOR]
		session.update({"next_steps": "Bring the cards"}).save()
		assert kinds(warned()) == []


def test_a_cancelled_session_that_takes_place_again_warns(mentor):
	one, other = make.make_case(mentor=mentor), make.make_case(mentor=mentor)
	session = daily.plan_session(other, at(3, 9), status="Cancelled", not_held_reason="Holiday")
	daily.plan_session(one, at(3, 9))
	warned()
	with make.session_of(mentor.user):
		session.update({"status": "Planned"}).save()
	assert kinds(warned()) == [MENTOR]


def test_the_members_of_a_group_meet_at_once(mentor):
	cases = [make.make_case(mentor=mentor) for _number in range(2)]
	group = daily.make_group(mentor, *cases, room=daily.make_room())
	names = sessions.log_group(group.name, str(at(-1, 9)), [{"case": case.name} for case in cases])
	assert [warn_of_clashes(frappe.get_doc("Mentoring Session", name)) for name in names] == [[], []]
	other = daily.new_session(cases[0], at(-1, 9), room=group.room)
	with make.session_of(mentor.user):
		other.insert()
	assert kinds(warned()) == [MENTOR, PUPIL, ROOM]
