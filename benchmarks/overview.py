"""The overview report, contact time by mentor, need and setting, against SQL written by hand for it."""

from collections.abc import Iterator

import frappe
from frappe.utils import add_days, getdate, now_datetime

from benchmarks.bench_site import COORDINATOR, Bench, as_user
from benchmarks.harness import Way, compare
from benchmarks.results import Figure, holds, ratio

CLAIM = "Overview report against hand-written SQL"
MOST, YEARS = 1.25, 6

BY_HAND = """
	select spent.mentor, coalesce(main.need, '') as need, spent.setting,
		count(distinct spent.student) as pupils, sum(spent.planned) as planned,
		sum(spent.planned_minutes) as planned_minutes, sum(spent.held) as held, sum(spent.missed) as missed,
		sum(spent.cancelled) as cancelled, sum(spent.minutes) as minutes,
		sum(spent.in_lessons) as minutes_in_lessons
	from (
		select `case`, student, led_by as mentor, session_type as setting,
			sum(status in ('Held', 'Missed') or (status != 'Cancelled' and starts_on <= %(now)s)) as planned,
			sum(if(status in ('Held', 'Missed') or (status != 'Cancelled' and starts_on <= %(now)s),
				duration, 0)) as planned_minutes,
			sum(status = 'Held') as held, sum(status = 'Missed') as missed,
			sum(status = 'Cancelled') as cancelled, sum(if(status = 'Held', duration, 0)) as minutes,
			sum(minutes_in_lessons) as in_lessons
		from `tabMentoring Session`
		where starts_on >= %(first)s and starts_on < %(until)s
		group by `case`, student, led_by, session_type
	) spent
	left join (
		select parent, need from (
			select parent, need, row_number() over (partition by parent order by severity desc, idx) as place
			from `tabMentoring Need Rating` where parenttype = 'Mentoring Case'
		) ranked where place = 1
	) main on main.parent = spent.`case`
	group by spent.mentor, need, spent.setting
"""
COMPARED = ("mentor", "need", "setting", "pupils", "planned", "held", "missed", "cancelled", "minutes")


def figures(bench: Bench) -> Iterator[Figure]:
	"""Nothing here can be measured before `learning_mentor.figures` is installed."""
	from learning_mentor.figures import contact
	from learning_mentor.learning_mentor.report.contact_time import contact_time

	first = add_days(getdate(), -365 * YEARS)
	told = {"first": first, "until": add_days(getdate(), 1), "now": now_datetime()}

	def by_hand() -> list:
		return frappe.db.sql(BY_HAND, told, as_dict=True)

	def counted() -> list:
		return contact.by(from_date=first)

	def report() -> tuple:
		return contact_time.execute({"from_date": first})

	with as_user(COORDINATOR):
		same = _comparable(counted()) == _comparable(by_hand())
		yield holds(CLAIM, "rows of both", "the same", "the same" if same else "differ", lambda: same)
		found = compare(Way("report", report), Way("SQL by hand", by_hand), bench.samples)
		yield ratio(CLAIM, f"report over {bench.sessions:,} sessions, with chart and summary", found, MOST)


def _comparable(rows: list[dict]) -> list[tuple]:
	return sorted(tuple(_plain(row[column]) for column in COMPARED) for row in rows)


def _plain(value) -> str:
	return value if isinstance(value, str) else str(int(value or 0))
