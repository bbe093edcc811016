"""The daily jobs over many records: queries, memory and time for ten times as many."""

# ruff: noqa: RUF001, RUF003  × is what the tables show

import statistics
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import frappe

from benchmarks import fill
from benchmarks.bench_site import Bench
from benchmarks.harness import Way, seconds_of
from benchmarks.meter import cost_of
from benchmarks.results import MET, MISSED, Figure, Series, holds, limit
from learning_mentor import clearance, early_signs, liaison, plans
from learning_mentor.learning_mentor.doctype.mentoring_case import aftercare
from learning_mentor.referrals import chasers
from learning_mentor.transition import reminders
from learning_mentor.visits import writing

CLAIM = "Daily jobs"
STEPS = (10_000, 100_000, 1_000_000)
MOST = 100_000  # for all jobs but one: each of their records is two or more rows to fill
RECORDS_A_QUERY = 500
SERIES: dict[str, Series] = {}
MORE_MEMORY, LINEAR = 1.25, 1.3
NIGHTS = 5


@dataclass
class Job:
	"""``fill(first, last)`` adds records of a night on which all has been said; ``run`` is the job."""

	name: str
	run: Callable[[], object]
	fill: Callable[[int, int], None]
	most: int = MOST


def liaisons(first: int, last: int) -> None:
	"""Contacts whose next one was due within the last two weeks, every one told of."""
	day = "date_sub(curdate(), interval mod(seq, 14) day)"
	columns = {**_of_case("BENCH-LIA-"), "next_contact_on": day, "contacted_on": "now()", "party": "'Other'"}
	fill.insert("Mentoring Liaison", columns, first, last, _case())
	_marks(f"concat('liaison ', {fill.numbered('BENCH-LIA-')}, ' ', {day})", first, last)


def visits(first: int, last: int) -> None:
	"""Visits that nobody has written up, every visitor told."""
	columns = {
		**_of_case("BENCH-VIS-"),
		"status": "'Completed'",
		"visitor": "c.mentor",
		"starts_on": "date_sub(now(), interval 9 day)",
		"ends_on": "date_sub(now(), interval 9 day)",
		"checked_out_on": "date_sub(now(), interval 9 day)",
	}
	fill.insert("Mentoring Home Visit", columns, first, last, _case())
	_marks(f"concat('visit writing ', {fill.numbered('BENCH-VIS-')})", first, last)


def moves(first: int, last: int) -> None:
	"""Plans of pupils who have moved, with a late step each: everybody told of step and file."""
	columns = {
		**_of_case("BENCH-MOV-"),
		"status": "'Shared'",
		"transfer_date": "date_sub(curdate(), interval 90 day)",
	}
	fill.insert("Mentoring Transition Plan", columns, first, last, _case())
	step = {
		"name": fill.numbered("bench-step-"),
		"parent": fill.numbered("BENCH-MOV-"),
		"parenttype": "'Mentoring Transition Plan'",
		"parentfield": "'steps'",
		"step": "'Visit the new school'",
		"due_date": "date_sub(curdate(), interval 30 day)",
		"done": "0",
	}
	fill.insert("Mentoring Transition Step", step, first, last)
	plan, name = fill.numbered("BENCH-MOV-"), fill.numbered("bench-step-")
	_marks(f"concat('transition step ', {plan}, ' ', {name})", first, last)
	_marks(f"concat('protection file ', {plan})", first, last)


def follow_ups(first: int, last: int) -> None:
	"""Follow-ups after closing that are due, everybody told."""
	row = {
		"name": fill.numbered("bench-after-"),
		"parent": "c.name",
		"parenttype": "'Mentoring Case'",
		"parentfield": "'aftercare'",
		"due_date": "date_sub(curdate(), interval 20 day)",
	}
	fill.insert("Mentoring Aftercare", row, first, last, _case())
	name = fill.numbered("bench-after-")
	_marks(f"concat('case follow-up ', c.name, ' ', {name})", first, last, _case())


def referrals(first: int, last: int) -> None:
	"""Referrals that were sent and are not late."""
	columns = {
		**_of_case("BENCH-REF-"),
		"status": "'Sent'",
		"sent_on": "now()",
		"acknowledge_by": "date_add(curdate(), interval 5 day)",
	}
	fill.insert("Mentoring Referral", columns, first, last, _case())


def reviews(first: int, last: int) -> None:
	"""Plans in force whose review is over, every mentor told."""
	day = "date_sub(curdate(), interval mod(seq, 14) day)"
	columns = {**_of_case("BENCH-REV-"), "status": "'Active'", "docstatus": "1", "review_date": day}
	fill.insert("Mentoring Action Plan", columns, first, last, _case())
	_marks(f"concat('plan review ', {fill.numbered('BENCH-REV-')}, ' ', {day})", first, last)


JOBS = (
	Job("contacts due", liaison.remind, liaisons, most=STEPS[-1]),
	Job("reviews of plans due", plans.remind, reviews),
	Job("visits to write up", writing.remind, visits),
	Job("steps of moves, files", reminders.remind, moves),
	Job("follow-ups after closing", aftercare.remind, follow_ups),
	Job("chasers of referrals", chasers.daily, referrals),
)


def figures(bench: Bench) -> Iterator[Figure]:
	for job in JOBS:
		yield from _grown(job, [size for size in STEPS if size <= min(bench.largest, job.most)])
	yield from _over_the_site(bench)


def _grown(job: Job, sizes: list[int]) -> Iterator[Figure]:
	have, found = 0, []
	for size in sizes:
		job.fill(have + 1, size)
		frappe.db.commit()
		found.append(_measured(job.run))
		have = size
		SERIES.setdefault(job.name, Series(job.name)).points.append((size, found[-1].seconds))
	yield from _judged(job.name, sizes[-1], found)


@dataclass
class Night:
	queries: int
	peak: int  # bytes
	seconds: float


def _measured(run: Callable, nights: int = NIGHTS) -> Night:
	"""A night after one like it: what was new has been told of. Its time is the median of a few."""
	run()
	frappe.db.commit()
	cost = cost_of(run)
	frappe.db.commit()
	night = Way("a night", run, undo=frappe.db.commit)
	seconds = statistics.median(seconds_of(night, 1) for _night in range(nights))
	tracemalloc.start()
	run()
	peak = tracemalloc.get_traced_memory()[1]
	tracemalloc.stop()
	frappe.db.commit()
	return Night(cost.queries, peak, seconds)


def _judged(name: str, records: int, nights: list[Night]) -> Iterator[Figure]:
	most = max(1, records // RECORDS_A_QUERY)
	yield limit(CLAIM, f"{name}, {records:,} records", nights[-1].queries, most, "queries")
	if len(nights) < 2:
		return
	before, last = nights[-2:]
	yield _growth(f"{name}, memory for 10 times as many", last.peak / before.peak, MORE_MEMORY)
	yield _growth(f"{name}, time for 10 times as many, by ten", last.seconds / before.seconds / 10, LINEAR)


def _growth(what: str, found: float, most: float) -> Figure:
	return Figure(CLAIM, what, f"≤ {most}×", f"{found:.2f}×", MET if found <= most else MISSED)


def _over_the_site(bench: Bench) -> Iterator[Figure]:
	"""Early signs over all attendance and logs, clearance over all profiles, at the site's size."""
	for name, run in {"early signs": _signs, "clearance": clearance.daily}.items():
		night = _measured(run, nights=1)
		most = max(1, bench.sessions // RECORDS_A_QUERY)
		yield limit(CLAIM, f"{name}, {bench.sessions:,} sessions", night.queries, most, "queries")
		yield holds(
			CLAIM,
			f"{name}, time and memory",
			"",
			f"{night.seconds:.1f} s, {night.peak / 1e6:.0f} MB",
			lambda: True,
		)


def _signs() -> None:
	early_signs.nightly()


def _case() -> str:
	number = f"mod(seq, {fill.FEWEST_CASES}) + 1"
	return f"join `tabMentoring Case` c on c.name = {fill.numbered('BENCH-CASE-', number)}"


def _of_case(prefix: str) -> dict[str, str]:
	columns = ("student", "student_name", "mentor", "mentor_name")
	return {"name": fill.numbered(prefix), "case": "c.name", **{column: f"c.{column}" for column in columns}}


def _marks(mark: str, first: int, last: int, joined: str = "") -> None:
	fill.insert("Mentoring Job Mark", {"name": mark, "mark": mark, "done_on": "now()"}, first, last, joined)
