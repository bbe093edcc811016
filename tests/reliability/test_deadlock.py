"""Another transaction takes our rows in the opposite order: the work is done again, and succeeds."""

import threading
import time
from collections.abc import Callable

from tests import factories as make
from tests.reliability.conftest import times

ROUNDS = times(2, 100)
ROWS = 5
ACCEPT = "/api/method/learning_mentor.api.selection.accept"
HEAVY = "UPDATE `tabMentoring Strategy Step` SET idx = idx + 1000"  # of two, InnoDB spares who wrote more


def deadlocks(own) -> int:
	return int(own.sql("SHOW GLOBAL STATUS LIKE 'Innodb_deadlocks'")[0].split("\t")[1])


def wait_until_somebody_waits(own) -> None:
	give_up = time.monotonic() + 60
	while not own.number("SELECT count(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'"):
		assert time.monotonic() < give_up
		time.sleep(0.2)  # InnoDB reads this table anew when nobody has asked for 0.1 s, and not before


def in_deadlock(own, other, work: Callable, late: str, early: str) -> tuple:
	"""What ``work()`` returns, which locks the rows of ``early``, then those of ``late``; deadlocks met."""
	answers, before = [], deadlocks(own)
	with other.cursor() as cursor:
		cursor.execute("BEGIN")
		cursor.execute(HEAVY)
		cursor.execute(f"{late} FOR UPDATE")
		at_work = threading.Thread(target=lambda: answers.append(work()))
		at_work.start()
		wait_until_somebody_waits(own)
		cursor.execute(f"{early} FOR UPDATE")
		cursor.execute("ROLLBACK")
	at_work.join()
	return answers[0], deadlocks(own) - before


def accept_in_deadlock(own, coordinator, other, nomination: str, mentor: str) -> tuple[int, int]:
	"""Status of the answer, deadlocks. The request takes the nomination, then the panel's record of it."""
	values = {"nomination": nomination, "mentor": mentor}
	late = f"SELECT name FROM `tabMentoring Selection Record` WHERE nomination = '{nomination}'"
	early = f"SELECT name FROM `tabMentoring Nomination` WHERE name = '{nomination}'"
	return in_deadlock(
		own, other, lambda: coordinator.post(ACCEPT, json=values).status_code, late=late, early=early
	)


def test_a_request_in_a_deadlock_is_done_again_without_an_error(own, sign_in, other, table):
	pairs = own.act("make_nominations", ROUNDS)
	coordinator = sign_in(make.COORDINATOR)
	outcomes = [accept_in_deadlock(own, coordinator, other, *pair) for pair in pairs]
	answers, happened = [status for status, _met in outcomes], sum(met for _status, met in outcomes)
	cases = [
		own.number(f"SELECT count(*) FROM `tabMentoring Case` WHERE nomination = '{name}'")
		for name, _m in pairs
	]
	lost = sum(outcome != (200, 1) for outcome in zip(answers, cases, strict=True))
	table("Deadlock", tried=ROUNDS, lost=lost, remark=f"{happened} requests were broken off and done again")
	assert happened == ROUNDS
	assert (answers, cases) == ([200] * ROUNDS, [1] * ROUNDS)


def test_a_lot_of_an_import_in_a_deadlock_is_taken_again_and_nothing_counts_twice(own, other, table):
	importing = own.act("make_import_of_nominations", ROWS)
	_raised, happened = in_deadlock(
		own,
		other,
		lambda: own.act("carry_out_import", importing),
		late="SELECT name FROM `tabStudent`",
		early="SELECT name FROM `tabSeries`",
	)
	figures = "state, good_rows, bad_rows, present_rows, made_rows"
	found = own.sql(f"SELECT {figures} FROM {own.database}.`tabMentoring Import` WHERE name = '{importing}'")
	is_right = found == [f"Imported\t{ROWS}\t0\t0\t{ROWS}"]
	remark = f"{happened} lot of an import was broken off and taken again"
	table("Deadlock, import", tried=1, lost=0 if is_right else 1, remark=remark)
	assert (happened, found) == (1, [f"Imported\t{ROWS}\t0\t0\t{ROWS}"])


def test_a_pupil_of_a_disposal_in_a_deadlock_is_disposed_of_at_once_again(own, other, table):
	name = own.act("make_disposal", own.people["officer_1"], 1)
	raised, happened = in_deadlock(
		own,
		other,
		lambda: own.act("dispose", name),
		late="SELECT name FROM `tabMentoring Session`",
		early="SELECT name FROM `tabMentoring Case`",
	)
	done = own.number(f"SELECT status = 'Done' FROM `tabMentoring Disposal` WHERE name = '{name}'")
	remark = f"{happened} pupil of a disposal was broken off and done again"
	table("Deadlock, disposal", tried=1, lost=1 - done, remark=remark)
	assert (happened, done, raised) == (1, 1, "")


def test_a_reminder_in_a_deadlock_is_given_at_once_again_and_once(own, other, reviews, table):
	(plan,), users, told = reviews(1)
	_raised, happened = in_deadlock(
		own,
		other,
		lambda: own.act("remind_of_reviews"),
		late="SELECT name FROM `tabNotification Log`",
		early=f"SELECT name FROM `tabMentoring Job Mark` WHERE name LIKE 'plan review {plan} %'",
	)
	remark = f"{happened} reminder was broken off and given again"
	table("Deadlock, reminder", tried=1, lost=0 if told() == users else 1, remark=remark)
	assert (happened, told()) == (1, users)
