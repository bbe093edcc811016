"""What pupils see of their own mentoring, and what they do not."""

import frappe
import pytest

from learning_mentor import check_ins, pupils
from tests import factories as make
from tests import pupil_factories as pupil_make
from tests import session_factories as session_make

pytestmark = pytest.mark.usefixtures("db")

CANARY = "canary-5d1e"


@pytest.fixture(scope="module", autouse=True)
def pupil_users(people):
	pupil_make.make_pupil_users()
	frappe.db.commit()


@pytest.fixture
def pupil():
	return pupil_make.make_pupil()


@pytest.fixture
def case(pupil):
	return make.make_case(pupil, aims=[{"aim": "I want a friend", "status": "Working On It"}])


def page_of(as_user, pupil) -> dict:
	with as_user(pupil.user):
		return pupils.my_page()


def awaiting(as_user, user: str) -> list[str]:
	with as_user(user):
		return [row["name"] for row in check_ins.mine() if row["awaits_answer"]]


# The page


def test_strengths_are_shown_one_a_line(as_user, pupil, case):
	case.update({"strengths": "Draws well\n\n  Makes people laugh \n"}).save()
	assert page_of(as_user, pupil)["strengths"] == ["Draws well", "Makes people laugh"]


def test_aims_that_were_set_aside_are_not_shown(as_user, pupil, case):
	case.append("aims", {"aim": "Join the choir", "status": "Set Aside"})
	case.append("aims", {"aim": "Read aloud", "status": "Reached"})
	case.save()
	assert [row["aim"] for row in page_of(as_user, pupil)["aims"]] == ["I want a friend", "Read aloud"]


def test_the_next_session_is_the_earliest_planned_one_ahead(as_user, pupil, case):
	session_make.log_session(case)
	session_make.plan_session(case, session_make.ahead(minutes=60)).db_set("status", "Cancelled")
	session_make.plan_session(case, session_make.at(days=9, hour=10), place="Hall")
	session_make.plan_session(case, session_make.at(days=8, hour=10), place="Library")
	shown = page_of(as_user, pupil)["next_session"]
	assert shown == {"starts_on": session_make.at(days=8, hour=10), "place": "Library"}


def test_a_planned_session_that_is_over_is_not_the_next_one(as_user, pupil, case):
	session = session_make.plan_session(case, session_make.at(days=8, hour=10))
	session.db_set("starts_on", session_make.at(days=-1, hour=10))
	assert page_of(as_user, pupil)["next_session"] is None


def test_without_a_place_the_room_is_named(as_user, pupil, case):
	room = session_make.make_room()
	session_make.plan_session(case, session_make.at(days=8, hour=10), room=room)
	name = frappe.db.get_value("Room", room, "room_name")
	assert page_of(as_user, pupil)["next_session"]["place"] == name


def test_another_pupil_s_session_is_not_shown(as_user, pupil, case):
	other = make.make_case(mentor=frappe.get_doc("Mentor Profile", case.mentor))
	session_make.plan_session(other, session_make.at(days=8, hour=10))
	assert page_of(as_user, pupil)["next_session"] is None


def test_nothing_that_others_wrote_in_confidence_is_shown(as_user, pupil):
	case = make.make_case(pupil, strengths="Draws well")
	nomination = frappe.get_doc("Mentoring Nomination", case.nomination)
	for field in ("tried", "pupil_view", "change_wanted", "strengths", "safe_contact"):
		nomination.db_set(field, CANARY)
	case.update({"status_reason": CANARY, "needs": [{**make.rating(), "evidence": CANARY}]}).save()
	session_make.plan_session(case, session_make.at(days=8, hour=10), next_steps=CANARY, pupil_said=CANARY)
	check_in = pupil_make.ask(case, pupil_make.make_scale(licence_note=CANARY, scale_name=CANARY))
	with as_user(pupil.user):
		shown = [pupils.my_page(), check_ins.mine(), check_ins.get(check_in.name)]
	assert CANARY not in frappe.as_json(shown)
	assert make.NEED not in frappe.as_json(shown)


def test_a_pupil_whose_case_is_closed_sees_no_more_than_their_name(as_user, pupil, case):
	check_in = pupil_make.ask(case)
	session_make.close(case)
	assert page_of(as_user, pupil) == {"first_name": pupil.first_name}
	with as_user(pupil.user):
		assert check_ins.mine() == []
		with pytest.raises(frappe.DoesNotExistError, match="no such questions"):
			check_ins.answer(check_in.name, {"1": 2})


def test_a_pause_is_said_and_asks_nothing(as_user, pupil, case):
	check_in = pupil_make.ask(case)
	session_make.plan_session(case, session_make.at(days=8, hour=10))
	pupil_make.set_status(case, "Paused")
	page = page_of(as_user, pupil)
	assert (page["paused"], page["next_session"]) == (True, None)
	assert [row["aim"] for row in page["aims"]] == ["I want a friend"]
	assert "Long illness" not in frappe.as_json(page)
	assert awaiting(as_user, pupil.user) == []
	pupil_make.set_status(case, "Open")
	assert awaiting(as_user, pupil.user) == [check_in.name]


def test_two_pupils_with_one_user_are_shown_nothing(as_user, pupil, case):
	check_in = pupil_make.ask(case)
	make.make_student(user=pupil.user)
	with as_user(pupil.user):
		assert pupils.my_page() is None
		with pytest.raises(frappe.PermissionError):
			check_ins.mine()
		with pytest.raises(frappe.PermissionError):
			check_ins.answer(check_in.name, {"1": 2})


def test_a_pupil_who_left_is_shown_nothing(as_user, pupil, case):
	pupil_make.ask(case)
	pupil.reload()
	pupil.update({"enabled": 0}).save()
	with as_user(pupil.user), pytest.raises(frappe.PermissionError):
		check_ins.mine()
