"""The demo's school: made on a site of its own, made again, looked at and taken away.

The tests of this file are one story and run in its order.
"""

import json
from types import SimpleNamespace

import pytest
from frappe.utils.background_jobs import get_redis_conn
from rq.job import Job

from learning_mentor.demo import JOB
from tests.install.throwaway import CLONE, ThrowawaySite
from tests.jobs import let_jobs_finish

PASSWORD, MENTOR = "a demo of our own", "mentor@demo.school"
SESSION, CHECK_IN = "Mentoring Session", "Mentoring Check-in"
SERIES = "tabSeries"  # counters of names go on: a name that was used is not used again


@pytest.fixture(scope="module")
def school():
	site = ThrowawaySite()
	try:
		site.make("apps")
		yield site
	finally:
		site.remove()


@pytest.fixture(scope="module")
def seen():
	"""What the tests before have seen of the site."""
	return SimpleNamespace()


def demo(site: ThrowawaySite, action: str) -> dict:
	"""Counts by record type that the command prints."""
	return json.loads(site.command("execute", f"learning_mentor.demo.{action}").splitlines()[-1])


def ask_for_demo(site: ThrowawaySite, action: str, **arguments: str) -> None:
	"""What the buttons of Mentoring Settings ask for, until the worker has done it."""
	site.command("execute", f"learning_mentor.demo.asked.{action}", "--kwargs", json.dumps(arguments))
	let_jobs_finish(site.name, 900)
	job = Job.fetch(f"{site.name}::{JOB}", get_redis_conn())
	assert job.is_finished, f"{job.get_status()}: {job.exc_info}"


def look(site: ThrowawaySite) -> SimpleNamespace:
	rows = {row for row in site.rows() if not row.startswith(f"{SERIES}\t")}
	settings = ask(
		site, "SELECT field, value FROM {0}.tabSingles WHERE doctype = 'Mentoring Settings' AND value <> ''"
	)
	kept = {line for line in settings if not line.startswith("modified")}
	return SimpleNamespace(rows=rows, settings=kept)


def ask(site: ThrowawaySite, query: str) -> list[str]:
	return site.sql(query.format(site.database))


def count(site: ThrowawaySite, doctype: str, condition: str) -> int:
	return int(ask(site, f"SELECT count(*) FROM {{0}}.`tab{doctype}` WHERE {condition}")[0])


def test_a_school_is_made_with_its_daily_work(school, seen):
	seen.before = look(school)
	ask_for_demo(school, "ask_to_make", password=PASSWORD)
	seen.made = demo(school, "make")  # finds all of it there
	assert seen.made[SESSION] == count(school, SESSION, "1 = 1") >= 400
	assert count(school, CHECK_IN, "status = 'Answered'") >= 120
	assert seen.made["Mentoring Case"] == 22


def test_its_logins_have_the_password_that_was_asked_for(school):
	check = ("execute", "frappe.utils.password.check_password", "--args")
	assert MENTOR in school.command(*check, json.dumps([MENTOR, PASSWORD]))
	with pytest.raises(AssertionError, match="AuthenticationError"):
		school.command(*check, json.dumps([MENTOR, "mentor-demo"]))


def test_a_password_that_everybody_knows_is_refused(school):
	for password in ("mentor-demo", "short"):
		with pytest.raises(AssertionError, match="Password: choose one of your own"):
			ask_for_demo(school, "ask_to_make", password=password)


def test_making_it_again_changes_nothing(school, seen):
	seen.full = look(school)
	assert demo(school, "make") == seen.made
	again = look(school)
	assert again.rows == seen.full.rows
	assert again.settings == seen.full.settings


def test_every_scale_is_answered_and_two_questions_wait_for_the_pupil(school):
	scales = ask(school, "SELECT name FROM {0}.`tabMentoring Scale`")
	answered = ask(school, f"SELECT DISTINCT scale FROM {{0}}.`tab{CHECK_IN}` WHERE status = 'Answered'")
	assert sorted(scales) == sorted(answered)
	pupil = f"(SELECT name FROM {school.database}.tabStudent WHERE user = 'pupil@demo.school')"
	assert count(school, CHECK_IN, f"status = 'Asked' AND answered_as = 'Pupil' AND student = {pupil}") == 2
	assert count(school, CHECK_IN, "missing_answers > 0 AND has_score = 1") > 0
	assert count(school, CHECK_IN, "missing_answers > 0 AND has_score = 0 AND status = 'Answered'") > 0
	alerts = "document_type = 'Mentoring Check-in' AND for_user = 'safeguarding@demo.school'"
	assert count(school, "Notification Log", alerts) == 1


def test_sessions_differ_and_nobody_is_in_two_places(school):
	for status in ("Held", "Missed", "Cancelled", "Planned"):
		assert count(school, SESSION, f"status = '{status}'") > 0, status
	said = ask(school, f"SELECT pupil_said FROM {{0}}.`tab{SESSION}` WHERE pupil_said <> ''")
	assert len(said) == len(set(said)) > 150
	assert ask(school, CLASHES) == []


CLASHES = """
	SELECT a.name, b.name FROM {0}.`tabMentoring Session` a JOIN {0}.`tabMentoring Session` b
	ON a.name < b.name AND (a.led_by = b.led_by OR a.student = b.student OR a.room = b.room)
	AND a.starts_on < b.ends_on AND b.starts_on < a.ends_on
	AND coalesce(a.group_session, a.name) <> coalesce(b.group_session, b.name)
	WHERE a.status IN ('Held', 'Planned') AND b.status IN ('Held', 'Planned')
"""


def test_the_people_find_work_that_waits(school):
	shown = json.loads(school.python(str(CLONE / "tests" / "install" / "look_at_demo.py")).splitlines()[-1])
	assert {"Change the strategy", "Keep going", "Raise the goal"} <= set(shown["advice"])
	assert shown["morning"]["today"] >= 2
	assert shown["morning"]["handovers"] == 1
	assert shown["morning"]["groups"] == 1
	assert shown["outside_school_days"] == []


def test_groups_have_a_waiting_list_and_outcomes(school):
	members = "Mentoring Group Member"
	assert count(school, members, "status = 'Waiting'") == 1
	closed = f"SELECT name FROM {school.database}.`tabMentoring Group` WHERE status = 'Closed'"
	assert count(school, members, f"parent IN ({closed}) AND coalesce(outcome, '') = ''") == 0
	assert count(school, members, f"parent IN ({closed})") == 3
	assert count(school, SESSION, "mentoring_group IS NOT NULL AND status = 'Held'") >= 30


def test_visits_are_made_ahead_and_waiting_for_approval(school):
	states = ask(school, "SELECT status FROM {0}.`tabMentoring Home Visit` ORDER BY status")
	assert states == ["Approved", "Completed", "Planned"]
	assert count(school, "Mentoring Visit Advice", "1 = 1") == 2


def test_twenty_pupils_are_on_their_way_to_the_next_school(school):
	plans = "Mentoring Transition Plan"
	states = {"Draft": 9, "Agreed": 4, "Shared": 3, "Received": 2, "Settled": 2}
	for status, number in states.items():
		assert count(school, plans, f"status = '{status}'") == number, status
	assert count(school, plans, "status = 'Draft' AND family_asked_on IS NOT NULL") == 3
	assert count(school, "Mentoring Transition Consent", "withdrawn_on IS NOT NULL") == 1
	assert count(school, "Mentoring Transition Step", "done = 0 AND due_date < curdate()") > 0
	assert count(school, "Mentoring Outside Link", "purpose = 'Handover' AND revoked_on IS NULL") == 5


def test_closed_cases_say_how_they_ended_and_are_followed_up(school):
	assert count(school, "Mentoring Case Outcome", "coalesce(result, '') = ''") == 0
	assert count(school, "Mentoring Case", "status = 'Closed' AND coalesce(pupil_words, '') <> ''") == 2
	assert count(school, "Mentoring Aftercare", "1 = 1") == 4
	assert count(school, "Mentoring Aftercare", "result = 'Doing well'") == 1


def test_taking_the_school_away_leaves_nothing(school, seen):
	school.command("execute", "learning_mentor.clearance.daily")
	assert count(school, "Mentoring Job Mark", "1 = 1") > 0
	ask_for_demo(school, "ask_to_remove")
	with pytest.raises(AssertionError, match="There is no demo school"):
		ask_for_demo(school, "ask_to_remove")
	after = look(school)
	assert after.rows - seen.before.rows == set()
	assert seen.before.rows <= after.rows
	assert after.settings == seen.before.settings
	assert count(school, "DefaultValue", "parent = '__learning_mentor_demo'") == 0
	assert count(school, "Version", "ref_doctype LIKE 'Mentor%'") == 0
