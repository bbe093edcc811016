"""MariaDB dies, or is stopped, in the midst of saves; Redis is away while people work."""

import random
import time
from concurrent.futures import ThreadPoolExecutor

import requests
from bench.redis_servers import NAMES

from tests import factories as make
from tests.reliability.conftest import times
from tests.reliability.own_bench import OwnSite

DEATHS = times(3, 100)
SAVES = 12  # around each death, three at a time
API = "/api/method/learning_mentor.api."
WHOLE = ("Submitted", 1, 1, 1)


def nominate(session, student: str) -> int | None:
	"""The status of the answer; None where there was none."""
	values = {"student": student, "needs": [make.rating()], "tried": "A talk", "guardian_told": True}
	try:
		return session.post(f"{API}nominations.nominate", json=values).status_code
	except requests.RequestException:
		return None


def stored(site: OwnSite, student: str) -> tuple | None:
	"""Status of a pupil's nomination, if there is any; how many needs, panel's records, nominations."""
	lines = site.sql(
		f"""USE {site.database}; SELECT n.status,
		(SELECT count(*) FROM `tabMentoring Need Rating` r WHERE r.parent = n.name),
		(SELECT count(*) FROM `tabMentoring Selection Record` s WHERE s.nomination = n.name),
		(SELECT count(*) FROM `tabMentoring Nomination` o WHERE o.student = n.student)
		FROM `tabMentoring Nomination` n WHERE n.student = '{student}'"""
	)
	if not lines:
		return None
	status, *numbers = lines[0].split("\t")
	return (status, *map(int, numbers))


def test_what_is_saved_while_mariadb_dies_is_whole_or_not_there(own, sign_in, table):
	sessions = [sign_in(own.people["teacher"]) for _each in range(3)]
	students = own.act("make_pupils", DEATHS * SAVES)
	outcomes, seconds = {}, []
	for number in range(DEATHS):
		lot = students[number * SAVES : (number + 1) * SAVES]
		outcomes |= save_while_it_ends(own, sessions, lot, orderly=bool(number % 2))
		seconds.append(start_again(own, sessions[0]))
	found = {student: stored(own, student) for student in students}
	wrong = {
		student: (outcomes[student], found[student])
		for student in students
		if found[student] != WHOLE and not (found[student] is None and outcomes[student] != 200)
	}
	broken_off = sum(status != 200 for status in outcomes.values())
	remark = f"{DEATHS} times; {broken_off} saves broken off, back after {max(seconds):.1f} s at most"
	table("MariaDB restarted during saves", tried=len(students), lost=len(wrong), remark=remark)
	assert wrong == {}
	assert 0 < broken_off < len(students)


def save_while_it_ends(own: OwnSite, sessions: list, students: list[str], orderly: bool) -> dict:
	"""Statuses of the answers. The server is killed, or stopped, a moment after some of them have come."""
	with ThreadPoolExecutor(len(sessions)) as pool:
		tries = [
			pool.submit(nominate, sessions[place % len(sessions)], student)
			for place, student in enumerate(students)
		]
		tries[random.randrange(SAVES - len(sessions))].result()
		time.sleep(random.uniform(0, 0.2))
		own.bench.processes.stop("mariadb") if orderly else own.bench.kill("mariadb")
	return {student: each.result() for student, each in zip(students, tries, strict=True)}


def start_again(own: OwnSite, session) -> float:
	"""Seconds until people can read again."""
	began = time.monotonic()
	own.bench.mariadb.start()
	while session.get("/api/method/frappe.auth.get_logged_user").status_code != 200:
		assert time.monotonic() - began < 60
		time.sleep(0.05)
	return time.monotonic() - began


def test_without_redis_people_read_and_save_and_what_was_to_be_queued_is_done_later(own, sign_in, table):
	rounds = times(1, 20)
	answers, seconds = [], []
	for _round in range(rounds):
		disposal, importing, student = own.act("make_long_work", own.people["officer_1"])
		people = {name: sign_in(own.people[name]) for name in ("teacher", "officer_2")}
		people["coordinator"] = sign_in(make.COORDINATOR)
		for name in NAMES:
			own.bench.kill(name)
		answers += work_without_redis(people, disposal, importing, student)
		for name in NAMES:
			own.bench.redis.start(name)
		own.bench.kill(own.worker)
		own.services.ensure()
		own.act("pick_up")
		done = f"SELECT count(*) FROM `tabMentoring Disposal` WHERE name = '{disposal}' AND status = 'Done'"
		seconds.append(own.wait_for(done, 1))
		checked = (
			f"SELECT count(*) FROM `tabMentoring Import` WHERE name = '{importing}' AND state = 'Checked'"
		)
		seconds.append(own.wait_for(checked, 1))
		assert stored(own, student) == WHOLE
	lost = sum(status != 200 for _what, status in answers)
	remark = f"{2 * rounds} jobs done later, within {max(seconds):.1f} s of being found"
	table("Redis stopped", tried=len(answers), lost=lost, remark=remark)
	assert [answer for answer in answers if answer[1] != 200] == []


def work_without_redis(people: dict, disposal: str, importing: str, student: str) -> list[tuple[str, int]]:
	"""What people did, with the status of the answer."""
	teacher, officer, coordinator = people["teacher"], people["officer_2"], people["coordinator"]
	approval = officer.post(f"{API}data_protection.approve_disposal", json={"name": disposal})
	return [
		("read", teacher.get("/api/resource/Mentoring Nomination").status_code),
		("nominate", nominate(teacher, student)),
		("board", coordinator.get(f"{API}selection.board").status_code),
		("import", coordinator.post(f"{API}imports.check", json={"name": importing}).status_code),
		("disposal", approval.status_code),
	]
