"""A mentor's day over the server: logging, groups, series, the caseload, handing over, and the refusals."""

from concurrent.futures import ThreadPoolExecutor

import frappe
import pytest
from frappe.utils import add_days, date_diff, today

from tests import factories as make
from tests.conftest import RestSession, begin_request, end_request
from tests.rest.conftest import GUARDIAN, MENTOR, OTHER_MENTOR, TEACHER, data, refused
from tests.rest.stories import CASE, CHECK_IN, GROUP, HANDOVER, POINT, SESSION, at, plan_in_force

MISSED = {"status": "Missed", "not_held_reason": "Absent"}


@pytest.fixture
def group(school, signed_in, new_case):
	"""A group of the first mentor with two members."""
	cases = [new_case(), new_case()]
	values = {
		"theme": "Friendship",
		"mentor": school.mentor.name,
		"members": [{"case": name} for name in cases],
	}
	made = data(signed_in(MENTOR).add(GROUP, **values))
	yield made
	end_request()
	begin_request()
	frappe.delete_doc(GROUP, made["name"], force=True, delete_permanently=True)
	frappe.db.commit()


def sessions_of(signed_in, case: str) -> list[str]:
	listed = signed_in(make.COORDINATOR).session.get(
		f"/api/resource/{SESSION}", params={"filters": f'{{"case": "{case}"}}', "limit_page_length": 0}
	)
	return [row["name"] for row in data(listed)]


# a day


def test_a_session_is_logged_from_the_caseload(school, signed_in):
	mentor, plan = signed_in(MENTOR), plan_in_force(signed_in, school)
	case = plan["case"]
	assert case in [row["name"] for row in data(mentor.ask("sessions.my_caseload"))["cases"]]
	start = data(mentor.ask("sessions.quick_defaults", case=case))
	assert (start["session"], start["targets"]) == (None, {"1": make.target()["target_text"]})
	values = {
		"starts_on": start["starts_on"],
		"duration": 25,
		"in_lesson": 1,
		"mood_before": 2,
		"mood_after": 4,
		"pupil_said": "I was brave",
		"targets": [{"target_number": 1, "value": 5}],
	}
	name = data(mentor.call("sessions.log", case=case, values=values))["name"]
	logged = data(mentor.read(SESSION, name))
	assert (logged["status"], logged["minutes_in_lessons"], logged["mood_after"]) == ("Held", 25, 4)
	assert logged["targets"][0]["target_text"] == make.target()["target_text"]
	(seen,) = [row for row in data(mentor.ask("sessions.my_caseload"))["cases"] if row["name"] == case]
	just_ended = date_diff(today(), logged["starts_on"])  # 1 within its minutes after midnight
	assert (seen["days_since"], seen["plan"]) == (just_ended, plan["name"])
	lines = data(mentor.ask("sessions.chronology_of", case=case, kinds='["Session"]'))
	assert [line["name"] for line in lines] == [name]
	points = mentor.session.get(
		f"/api/resource/{POINT}",
		params={"filters": f'{{"plan": "{plan["name"]}"}}', "fields": '["value", "session"]'},
	)
	assert data(points) == [{"value": 5.0, "session": name}]


def test_two_taps_at_once_log_one_session(school, signed_in):
	plan = plan_in_force(signed_in, school)
	case = plan["case"]
	values = {"starts_on": at(-1), "duration": 30, "targets": [{"target_number": 1, "value": "3"}]}
	taps = [RestSession(make.server_address()) for _number in range(2)]
	for tap in taps:
		tap.log_in(MENTOR, make.PASSWORD)

	def log(tap):
		return tap.post("/api/method/learning_mentor.api.sessions.log", json={"case": case, "values": values})

	with ThreadPoolExecutor(2) as pool:
		names = {data(answer)["name"] for answer in pool.map(log, taps)}
	assert len(names) == 1
	assert sessions_of(signed_in, case) == list(names)
	points = {"filters": f'{{"plan": "{plan["name"]}"}}'}
	assert len(data(signed_in(MENTOR).session.get(f"/api/resource/{POINT}", params=points))) == 1


def test_a_group_is_logged_and_logged_again(signed_in, group):
	mentor, cases = signed_in(MENTOR), [row["case"] for row in group["members"]]
	meeting = {"group": group["name"], "starts_on": at(-1), "duration": 40}
	first = [{"case": cases[0], "status": "Held", "pupil_said": "Fun"}, {"case": cases[1], **MISSED}]
	names = data(mentor.call("sessions.log_group", **meeting, attendance=first))["names"]
	assert [data(mentor.read(SESSION, name))["status"] for name in names] == ["Held", "Missed"]
	again = [{"case": case, "status": "Held"} for case in cases]
	assert data(mentor.call("sessions.log_group", **meeting, attendance=again))["names"] == names
	assert [data(mentor.read(SESSION, name))["status"] for name in names] == ["Held", "Held"]


def test_a_group_is_logged_whole_or_not_at_all(signed_in, group):
	mentor, cases = signed_in(MENTOR), [row["case"] for row in group["members"]]
	attendance = [{"case": cases[0], "status": "Held"}, {"case": cases[1], "status": "Missed"}]
	answer = mentor.call("sessions.log_group", group=group["name"], starts_on=at(-1), attendance=attendance)
	refused(answer, 417, "Why not held is missing")
	assert [sessions_of(signed_in, case) for case in cases] == [[], []]


def test_one_meeting_sent_twice_at_once_is_one_meeting(signed_in, group):
	cases = [row["case"] for row in group["members"]]
	values = {
		"group": group["name"],
		"starts_on": at(-1),
		"attendance": [{"case": case, "status": "Held"} for case in cases],
	}
	taps = [RestSession(make.server_address()) for _number in range(2)]
	for tap in taps:
		tap.log_in(MENTOR, make.PASSWORD)

	def log(tap):
		return tap.post("/api/method/learning_mentor.api.sessions.log_group", json=values)

	with ThreadPoolExecutor(2) as pool:
		first, second = (data(answer)["names"] for answer in pool.map(log, taps))
	assert first == second
	assert [len(sessions_of(signed_in, case)) for case in cases] == [1, 1]


def test_a_session_is_repeated_weekly_once(signed_in, new_case):
	mentor, case = signed_in(MENTOR), new_case()
	planned = data(mentor.add(SESSION, case=case, starts_on=at(7), duration=30))["name"]
	until = add_days(today(), 7 + 15)
	added = data(mentor.call("sessions.repeat_weekly", session=planned, until=until))["names"]
	assert sorted(sessions_of(signed_in, case)) == sorted([planned, *added])
	assert data(mentor.call("sessions.repeat_weekly", session=planned, until=until))["names"] == []
	too_long = mentor.call("sessions.repeat_weekly", session=planned, until="9999-12-31")
	refused(too_long, 417, "at most 60")


def test_a_session_is_moved_by_dragging_and_its_end_follows(signed_in, new_case):
	mentor = signed_in(MENTOR)
	planned = data(mentor.add(SESSION, case=new_case(), starts_on=at(7), duration=30))["name"]
	moved = data(mentor.write(SESSION, planned, starts_on=at(8, "10:00:00"), ends_on=at(8, "10:30:00")))
	assert (moved["ends_on"], moved["duration"]) == (at(8, "10:30:00"), 30)


# who


def test_another_mentor_gets_nowhere(signed_in, case, group):
	other = signed_in(OTHER_MENTOR)
	name = data(signed_in(MENTOR).call("sessions.log", case=case, values={"starts_on": at(-2)}))["name"]
	refused(other.call("sessions.log", case=case, values={}), 403)
	refused(other.call("sessions.log", case=case, values={"session": name, "mood_after": 1}), 403)
	refused(other.call("sessions.repeat_weekly", session=name, until=today()), 403)
	refused(other.call("sessions.log_group", group=group["name"], starts_on=at(-1), attendance=[]), 403)
	refused(other.ask("sessions.quick_defaults", case=case), 403)
	refused(other.ask("sessions.chronology_of", case=case), 403)
	refused(other.read(SESSION, name), 403)
	refused(other.write(SESSION, name, mood_after=1), 403)
	refused(other.read(GROUP, group["name"]), 403)
	assert name not in other.names(SESSION)
	assert group["name"] not in other.names(GROUP)
	page = data(other.ask("sessions.my_caseload"))
	assert case not in str(page)
	assert group["name"] not in str(page)


@pytest.mark.parametrize("user", [TEACHER, GUARDIAN])
def test_whoever_is_no_mentor_gets_nothing(signed_in, case, user):
	other = signed_in(user)
	refused(other.call("sessions.log", case=case, values={}), 403)
	refused(other.ask("sessions.chronology_of", case=case), 403)
	refused(other.ask("sessions.quick_defaults", case=case), 403)
	page = data(other.ask("sessions.my_caseload"))
	assert {key: rows for key, rows in page.items() if rows and key != "tasks"} == {}
	for doctype in (SESSION, GROUP, HANDOVER, CHECK_IN, POINT):
		assert other.session.get(f"/api/resource/{doctype}").status_code == 403


def test_a_case_that_is_not_there_is_not_found(signed_in):
	mentor = signed_in(MENTOR)
	refused(mentor.call("sessions.log", case="MC-0", values={}), 404)
	refused(mentor.ask("sessions.quick_defaults", case="MC-0"), 404)
	refused(mentor.ask("sessions.chronology_of", case="MC-0"), 404)


@pytest.mark.parametrize(
	("values", "words"),
	[
		({"starts_on": "after lunch"}, "Start: enter a date and a time"),
		({"mood_before": 6}, "Mood before"),
		({"status": "Missed"}, "Why not held is missing"),
		({"targets": [{"target_number": 9}]}, "the plan has no target 9"),
	],
)
def test_bad_input_is_refused_by_the_name_of_the_field(signed_in, new_case, values, words):
	case = new_case()
	refused(signed_in(MENTOR).call("sessions.log", case=case, values=values), 417, words)
	assert sessions_of(signed_in, case) == []


def test_a_session_that_lies_ahead_is_not_logged(signed_in, new_case):
	case = new_case()
	answer = signed_in(MENTOR).call("sessions.log", case=case, values={"starts_on": at(1)})
	refused(answer, 417, "Start is in the future")
	assert sessions_of(signed_in, case) == []


# plain REST


# handing over


def answer(api, handover: str, method: str, **values):
	"""Press a button of the handover's form."""
	call = {"dt": HANDOVER, "dn": handover, "method": method, "args": frappe.as_json(values)}
	return api.session.post("/api/method/run_doc_method", json=call)


def test_a_handover_moves_the_access_when_it_is_accepted(school, signed_in, new_case):
	mentor, receiver = signed_in(MENTOR), signed_in(OTHER_MENTOR)
	case = new_case()
	forged = {"status": "Accepted", "mentor": school.other_mentor.name, "open_items": "Nothing"}
	offer = {"case": case, "to_mentor": school.other_mentor.name, "note": "Likes to draw"}
	handover = data(mentor.add(HANDOVER, **offer, **forged))
	assert (handover["status"], handover["mentor"]) == ("Offered", school.mentor.name)
	assert handover["open_items"] != "Nothing"
	assert data(mentor.write(HANDOVER, handover["name"], **forged))["status"] == "Offered"
	refused(receiver.write(HANDOVER, handover["name"], status="Accepted"), 403)
	refused(receiver.read(CASE, case), 403)
	refused(answer(mentor, handover["name"], "accept"), 403)
	refused(signed_in(TEACHER).read(HANDOVER, handover["name"]), 403)

	data_or_nothing(answer(receiver, handover["name"], "ask", question="When do they meet?"))
	data(mentor.write(HANDOVER, handover["name"], reply="On Mondays"))
	assert data(receiver.read(HANDOVER, handover["name"]))["reply"] == "On Mondays"
	receiver.session.get(f"/api/resource/{HANDOVER}/{handover['name']}", params={"run_method": "accept"})
	assert data(receiver.read(HANDOVER, handover["name"]))["status"] == "Question Asked"
	refused(receiver.read(CASE, case), 403)

	data_or_nothing(answer(receiver, handover["name"], "accept"))
	assert data(receiver.read(CASE, case))["mentor"] == school.other_mentor.name
	refused(mentor.read(CASE, case), 403)
	refused(mentor.read(HANDOVER, handover["name"]), 403)
	refused(answer(receiver, handover["name"], "accept"), 417, "has ended")


def data_or_nothing(reply) -> None:
	"""A method that returns nothing went well."""
	assert reply.ok, reply.text[:500]
