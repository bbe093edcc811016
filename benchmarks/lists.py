"""Lists of sessions: filtered by the access key against unfiltered, and how they grow with the site."""

# ruff: noqa: RUF001, RUF003  × is what the tables show

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import frappe

from benchmarks.bare import bare
from benchmarks.bench_site import COORDINATOR, COVER, MENTOR, Bench
from benchmarks.harness import Way, compare
from benchmarks.results import INFORMS, MET, MISSED, VOID, Figure, Series, ratio
from learning_mentor import permissions

SESSION = "Mentoring Session"
READERS = {"mentor": MENTOR, "cover of two": COVER, "coordinator": COORDINATOR}
COLUMNS = ("name", "student_name", "session_type", "status", "starts_on", "duration", "modified")
PLATFORM_READER = "admin@bench.example"  # a System Manager: Education's roles differ between versions
FILTERED, GROWTH = "Filtered list against unfiltered", "Growth of the list"
MOST, MOST_GROWTH = 1.1, 1.3


def page(bench: Bench, user: str, doctype: str, columns=COLUMNS, sort: str | None = None) -> Callable:
	"""The first page of the desk's list, as a whole request."""
	caller, meta = bench.caller(user), frappe.get_meta(doctype)
	order = sort or f"`tab{doctype}`.`{meta.sort_field or 'modified'}` desc"
	asked = {
		"doctype": doctype,
		"fields": [f"`tab{doctype}`.`{column}`" for column in columns],
		"order_by": order,
		"start": 0,
		"page_length": 20,
		"view": "List",
	}

	def ask() -> None:
		answer = caller.ask("frappe.desk.reportview.get", **asked)
		assert answer.status_code == 200 and answer.json["message"]["values"], answer.text[:300]

	return ask


def unfiltered(work: Callable, doctype: str = SESSION) -> Callable:
	"""The same request on a site whose rows nobody guards."""

	def ask() -> None:
		with _without_condition(doctype):
			work()

	return ask


@contextmanager
def _without_condition(doctype: str) -> Iterator[None]:
	hook = permissions.hook_name(doctype)
	kept = getattr(permissions, hook)
	setattr(permissions, hook, lambda user=None: permissions.EVERY_ROW)
	try:
		yield
	finally:
		setattr(permissions, hook, kept)


def filtered(bench: Bench) -> Iterator[Figure]:
	for who, user in READERS.items():
		for order in ("starts_on", "modified"):
			ask = page(bench, user, SESSION, sort=f"`tab{SESSION}`.`{order}` desc")
			found = compare(Way(f"{who}, by {order}", ask), Way("unfiltered", unfiltered(ask)), bench.samples)
			yield ratio(FILTERED, f"{who}, by {order}", found, MOST)


def baselines(bench: Bench) -> Iterator[Figure]:
	"""The coordinator's list of sessions against lists of the platform's own records, as many rows each."""
	ours = Way("Mentoring Session", page(bench, COORDINATOR, SESSION, sort=f"`tab{SESSION}`.`modified` desc"))
	others = {
		bare(SESSION): COLUMNS,
		"ToDo": ("name", "status", "date", "description", "modified"),
		"Student Log": ("name", "student", "type", "date", "modified"),
		"Student Attendance": ("name", "student", "date", "status", "modified"),
	}
	for doctype, columns in others.items():
		sort = f"`tab{doctype}`.`modified` desc"
		reader = COORDINATOR if doctype == bare(SESSION) else PLATFORM_READER
		found = compare(ours, Way(doctype, page(bench, reader, doctype, columns, sort)), bench.samples)
		yield ratio("List against the platform's", f"{SESSION} against {doctype}", found)


class Growth:
	"""The mentor's list at each size of the site, in units of a list that does not grow.

	The unit is the list of needs, asked in turns with the other one: the machine's mood cancels.
	"""

	def __init__(self):
		self.series = {who: Series(who) for who in READERS}
		self.is_void = False

	def measure(self, bench: Bench) -> None:
		for who, user in READERS.items():
			unit = Way("needs", page(bench, user, "Mentoring Need", ("name",)))
			found = compare(Way(who, page(bench, user, SESSION)), unit, bench.samples)
			self.is_void = self.is_void or found.is_void
			self.series[who].points.append((bench.sessions, found.ratio))

	def figures(self) -> Iterator[Figure]:
		for who, series in self.series.items():
			(smallest, first), (largest, last) = series.points[0], series.points[-1]
			growth = last / first
			verdict = VOID if self.is_void else MET if growth <= MOST_GROWTH else MISSED
			yield Figure(
				GROWTH,
				f"{who}, {smallest:,} → {largest:,} sessions",
				f"≤ {MOST_GROWTH}×",
				f"{growth:.2f}×",
				verdict if len(series.points) > 1 else INFORMS,
			)
