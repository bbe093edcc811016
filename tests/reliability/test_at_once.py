"""Two people, or eight workers, do the same thing at the same moment: it is done once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from tests.reliability.conftest import times

PAIRS = times(6, 1000)
ROUNDS = times(1, 100)
ROWS = 40
IMPORT = "Mentoring Import"
ACCEPT = "/api/method/learning_mentor.api.selection.accept"


def test_of_two_who_accept_the_same_nomination_one_opens_the_case(own, coordinators, table):
	pairs = own.act("make_nominations", PAIRS)
	both = Barrier(2)

	def accept(coordinator, nomination: str, mentor: str) -> int:
		both.wait(60)
		answer = coordinator.post(ACCEPT, json={"nomination": nomination, "mentor": mentor})
		return answer.status_code

	with ThreadPoolExecutor(2) as pool:
		answers = [
			sorted(pool.map(lambda who, pair=pair: accept(who, *pair), coordinators)) for pair in pairs
		]
	opened = [
		own.number(f"SELECT count(*) FROM `tabMentoring Case` WHERE nomination = '{name}'")
		for name, _mentor in pairs
	]
	well = sum(answer == [200, 409] and cases == 1 for answer, cases in zip(answers, opened, strict=True))
	table("Double approval", tried=PAIRS, lost=PAIRS - well, remark="pairs at the same moment; one case each")
	assert (answers, opened) == ([[200, 409]] * PAIRS, [1] * PAIRS)


def test_an_import_that_is_run_eight_times_at_once_is_carried_out_once(own, table):
	outcomes = []
	for _round in range(ROUNDS):
		name = own.act("make_import_of_nominations", ROWS)
		before = own.number("SELECT count(*) FROM `tabMentoring Nomination`")
		problems = own.act("run_at_once", "learning_mentor.long_jobs.work", {"doctype": IMPORT, "name": name})
		made = own.number("SELECT count(*) FROM `tabMentoring Nomination`") - before
		state = own.sql(
			f"SELECT state, made_rows FROM {own.database}.`tabMentoring Import` WHERE name = '{name}'"
		)
		outcomes.append((problems, made, state))
	well = sum(outcome == ([], ROWS, [f"Imported\t{ROWS}"]) for outcome in outcomes)
	table("Import, eight at once", tried=ROUNDS, lost=ROUNDS - well, remark=f"rounds of {ROWS} rows")
	assert outcomes == [([], ROWS, [f"Imported\t{ROWS}"])] * ROUNDS


def test_a_digest_that_is_run_eight_times_at_once_is_mailed_once(own, table):
	people = 3
	mailed = []
	for _round in range(ROUNDS):
		names = own.act("leave_notices", people)
		problems = own.act("run_at_once", "tests.reliability.acts.send_digests", {})
		listed = ", ".join(f"'{name}'" for name in names)
		mails = own.number(f"SELECT count(*) FROM `tabEmail Queue Recipient` WHERE recipient IN ({listed})")
		mailed.append((problems, mails))
	well = sum(outcome == ([], people) for outcome in mailed)
	table("Digest, eight at once", tried=ROUNDS, lost=ROUNDS - well, remark=f"rounds of {people} people")
	assert mailed == [([], people)] * ROUNDS
