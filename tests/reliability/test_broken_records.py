"""One record that cannot be done keeps none of the others waiting, and is done once nothing is in its way."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from tests.reliability.conftest import times

PUPILS, RECORDS = times(3, 30), times(3, 30)
WORDS = "something of this site is in the way"


@pytest.fixture
def broken(other) -> Callable:
	"""``with broken("BEFORE DELETE ON `tabX`", "OLD.name = 'y'"):`` the database refuses to."""

	@contextmanager
	def refused(when: str, which: str) -> Iterator[None]:
		with other.cursor() as cursor:
			cursor.execute(
				f"CREATE TRIGGER in_the_way {when} FOR EACH ROW IF {which} THEN"
				f" SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '{WORDS}'; END IF"
			)
			yield
			cursor.execute("DROP TRIGGER in_the_way")

	return refused


def errors(own) -> list[str]:
	"""Titles and texts of the errors about what is in the way."""
	return own.sql(f"SELECT method, error FROM {own.database}.`tabError Log` WHERE error LIKE '%{WORDS}%'")


def test_a_pupil_who_cannot_be_disposed_of_keeps_no_other_waiting(own, broken, table):
	name = own.act("make_disposal", own.people["officer_1"], PUPILS)
	lines = f"{own.database}.`tabMentoring Disposal Line` WHERE parent = '{name}'"
	student, student_name = own.sql(f"SELECT student, student_name FROM {lines} ORDER BY idx LIMIT 1")[
		0
	].split("\t")
	with broken("BEFORE DELETE ON `tabMentoring Session`", f"OLD.student = '{student}'"):
		raised = own.act("dispose", name)
	waiting = own.sql(f"SELECT DISTINCT student FROM {lines} AND coalesce(outcome, '') = ''")
	logged = errors(own)
	again = own.act("dispose", name)
	done = own.sql(
		f"SELECT status, pupils_disposed FROM {own.database}.`tabMentoring Disposal` WHERE name = '{name}'"
	)
	remark = f"{PUPILS - len(waiting)} went beside one who could not; that one the next time"
	table(
		"Broken record, disposal", tried=PUPILS, lost=0 if done == [f"Done\t{PUPILS}"] else 1, remark=remark
	)
	assert (bool(raised), waiting, again, done) == (True, [student], "", [f"Done\t{PUPILS}"])
	assert [entry.split("\t")[0] for entry in logged] == [f"A pupil of disposal {name} stays for now"]
	assert not any(word in logged[0] for word in (student, student_name))


def test_somebody_who_cannot_be_reminded_keeps_no_other_waiting(own, broken, reviews, table):
	names, users, told = reviews(RECORDS)
	with broken("BEFORE INSERT ON `tabNotification Log`", f"NEW.for_user = '{users[0]}'"):
		own.act("remind_of_reviews")
	beside = told()
	own.act("remind_of_reviews")
	remark = f"{len(beside)} heard beside one who could not; that one the next night"
	table("Broken record, reminders", tried=RECORDS, lost=0 if told() == users else 1, remark=remark)
	assert (beside, told()) == (users[1:], users)
	titles = own.sql(f"SELECT method FROM {own.database}.`tabError Log` WHERE method LIKE 'Review of plan%'")
	assert titles == [f"Review of plan {names[0]}"]
