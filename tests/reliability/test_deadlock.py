"""Another transaction takes our rows in the opposite order: the request is done again, and succeeds."""

import threading
import time

import pymysql
import pytest

from tests import factories as make
from tests.reliability.conftest import times

ROUNDS = times(2, 100)
ACCEPT = "/api/method/learning_mentor.api.selection.accept"
HEAVY = "UPDATE `tabMentoring Strategy Step` SET idx = idx + 1000"  # of two, InnoDB spares who wrote more


@pytest.fixture
def other(own):
	"""A connection of somebody else's, as the server's root."""
	connection = pymysql.connect(
		host="127.0.0.1",
		port=own.bench.ports["mariadb"],
		user="root",
		password=own.bench.mariadb.password,
		database=own.database,
	)
	yield connection
	connection.close()


def deadlocks(own) -> int:
	return int(own.sql("SHOW GLOBAL STATUS LIKE 'Innodb_deadlocks'")[0].split("\t")[1])


def wait_until_somebody_waits(own) -> None:
	give_up = time.monotonic() + 60
	while not own.number("SELECT count(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'"):
		assert time.monotonic() < give_up
		time.sleep(0.2)  # InnoDB reads this table anew when nobody has asked for 0.1 s, and not before


def accept_in_deadlock(own, coordinator, other, nomination: str, mentor: str) -> int:
	"""The status of the answer. The request takes the nomination, then the panel's record of it."""
	answers = []
	with other.cursor() as cursor:
		cursor.execute("BEGIN")
		cursor.execute(HEAVY)
		cursor.execute(
			"SELECT name FROM `tabMentoring Selection Record` WHERE nomination = %s FOR UPDATE", [nomination]
		)
		values = {"nomination": nomination, "mentor": mentor}
		request = threading.Thread(
			target=lambda: answers.append(coordinator.post(ACCEPT, json=values).status_code)
		)
		request.start()
		wait_until_somebody_waits(own)
		cursor.execute("SELECT name FROM `tabMentoring Nomination` WHERE name = %s FOR UPDATE", [nomination])
		cursor.execute("ROLLBACK")
	request.join()
	return answers[0]


def test_a_request_in_a_deadlock_is_done_again_without_an_error(own, sign_in, other, table):
	pairs = own.act("make_nominations", ROUNDS)
	coordinator, before = sign_in(make.COORDINATOR), deadlocks(own)
	answers = [accept_in_deadlock(own, coordinator, other, *pair) for pair in pairs]
	cases = [
		own.number(f"SELECT count(*) FROM `tabMentoring Case` WHERE nomination = '{name}'")
		for name, _m in pairs
	]
	happened = deadlocks(own) - before
	lost = sum(outcome != (200, 1) for outcome in zip(answers, cases, strict=True))
	table("Deadlock", tried=ROUNDS, lost=lost, remark=f"{happened} requests were broken off and done again")
	assert happened == ROUNDS
	assert (answers, cases) == ([200] * ROUNDS, [1] * ROUNDS)
