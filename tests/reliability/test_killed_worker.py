"""The worker dies at random points of long jobs: the job of each minute finds them; they are done once."""

import random
import time

from tests import factories as make
from tests.reliability.conftest import times

DEATHS = times(3, 100)
PUPILS, ROWS = times(4, 120), times(30, 1500)
LATEST = 1.5  # seconds after it was asked for
PATIENCE = times(120, 1200)  # seconds for what is left after the last death
KEPT = "SELECT coalesce(sum(sessions), 0) FROM `tabMentoring Kept Total`"
TWICE = "SELECT count(*) - count(DISTINCT student) FROM `tabMentoring Nomination`"
SESSIONS = "SELECT count(*) FROM `tabMentoring Session`"
API = "/api/method/learning_mentor.api."


def die_again_and_again(own, deaths: int) -> None:
	for _each in range(deaths):
		time.sleep(random.uniform(0, LATEST))
		own.bench.kill(own.worker)
		own.services.ensure()
		own.act("pick_up")


def recover(own, is_done: str) -> float:
	"""Kill the worker a last time. Returns the seconds from there until the work is done."""
	began = time.monotonic()
	own.bench.kill(own.worker)
	own.services.ensure()
	own.act("pick_up")
	own.wait_for(is_done, 1, PATIENCE)
	return time.monotonic() - began


def test_a_disposal_whose_worker_dies_loses_nothing_and_counts_nothing_twice(own, sign_in, table):
	name = own.act("make_disposal", own.people["officer_1"], PUPILS)
	own.services.ensure()
	total = own.number(f"SELECT sum(records) FROM `tabMentoring Disposal Line` WHERE parent = '{name}'")
	sessions, kept = own.number(SESSIONS), own.number(KEPT)
	sign_in(own.people["officer_2"]).post(f"{API}data_protection.approve_disposal", json={"name": name})
	die_again_and_again(own, DEATHS - 1)
	seconds = recover(own, f"SELECT status = 'Done' FROM `tabMentoring Disposal` WHERE name = '{name}'")
	table_of = f"{own.database}.`tabMentoring Disposal`"
	disposed = own.sql(f"SELECT pupils_disposed, records_disposed FROM {table_of} WHERE name = '{name}'")
	gone, counted = sessions - own.number(SESSIONS), own.number(KEPT) - kept
	is_right = (disposed, gone, counted) == ([f"{PUPILS}\t{total}"], PUPILS, PUPILS)
	remark = f"{PUPILS} pupils, {total} records; done {seconds:.1f} s after the last death"
	table("Worker killed, disposal", tried=DEATHS, lost=0 if is_right else 1, remark=remark)
	assert (disposed, gone, counted) == ([f"{PUPILS}\t{total}"], PUPILS, PUPILS)


def ready_import(own, rows: int) -> str:
	"""An import that has been checked, and the servers."""
	name = own.act("make_import_of_nominations", rows)
	own.services.ensure()
	own.sql(f"UPDATE {own.database}.`tabMentoring Import` SET state = 'Checked' WHERE name = '{name}'")
	return name


def start(name: str, sign_in) -> None:
	answer = sign_in(make.COORDINATOR).post(f"{API}imports.start", json={"name": name})
	assert answer.ok, answer.text


def test_an_import_whose_worker_dies_makes_each_row_once(own, sign_in, table):
	name = ready_import(own, ROWS)
	before = own.number("SELECT count(*) FROM `tabMentoring Nomination`")
	start(name, sign_in)
	die_again_and_again(own, DEATHS - 1)
	seconds = recover(own, f"SELECT state = 'Imported' FROM `tabMentoring Import` WHERE name = '{name}'")
	made = own.number("SELECT count(*) FROM `tabMentoring Nomination`") - before
	twice = own.number(TWICE)
	remark = f"{ROWS} rows; done {seconds:.1f} s after the last death"
	table("Worker killed, import", tried=DEATHS, lost=abs(ROWS - made) + twice, remark=remark)
	assert (made, twice) == (ROWS, 0)


def test_work_is_found_whose_worker_died_between_taking_the_job_and_beginning_it(own, sign_in):
	name = ready_import(own, 2)
	own.bench.kill(own.worker)
	start(name, sign_in)
	assert own.act("pick_up") == []  # it waits for a worker
	assert own.act("take_from_queue")
	assert own.act("pick_up") == [name]
	own.services.ensure()
	own.wait_for(f"SELECT state = 'Imported' FROM `tabMentoring Import` WHERE name = '{name}'", 1)
