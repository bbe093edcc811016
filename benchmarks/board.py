"""The selection board with thousands of open nominations, against a bare list of as many records."""

from collections.abc import Iterator

import frappe

from benchmarks import fill
from benchmarks.bare import SESSION, bare
from benchmarks.bench_site import COORDINATOR, Bench
from benchmarks.harness import Way, compare
from benchmarks.results import Figure, ratio

CLAIM = "Selection board, 5,000 open nominations"
OPEN, MOST, PAGE = 5_000, 2.0, 50
NOMINATION = "Mentoring Nomination"


def fill_board() -> None:
	"""Open nominations of pupils of their own, two needs each."""
	have = frappe.db.count(NOMINATION, {"name": ["like", "BENCH-NOM-%"]})
	student = fill.numbered("BENCH-STU-", "seq + 8000000")
	first, last = have + 1, OPEN
	fill.insert(
		NOMINATION,
		{
			"name": fill.numbered("BENCH-NOM-"),
			"student": student,
			"student_name": fill.numbered("Pupil "),
			"program": fill.one_of("Year 7", "Year 8", "Year 9"),
			"status": fill.one_of("Submitted", "Under Review"),
			"source": fill.one_of("Teacher", "Guardian", "Pastoral staff"),
			"urgency": fill.one_of("Routine", "Routine", "Soon"),
			"submitted_on": "date_sub(curdate(), interval mod(seq, 60) day)",
			"priority_score": "mod(seq * 7919, 1000) / 10",
			"priority_explanation": "'Severity and urgency'",
			"open_for": student,
		},
		first,
		last,
	)
	for place in (1, 2):
		_needs(first, last, place)
	frappe.db.commit()
	frappe.db.sql(f"analyze table `tab{NOMINATION}`, `tabMentoring Need Rating`")


def _needs(first: int, last: int, place: int) -> None:
	fill.insert(
		"Mentoring Need Rating",
		{
			"name": fill.numbered(f"bench-nom-need-{place}-"),
			"parent": fill.numbered("BENCH-NOM-"),
			"parenttype": f"'{NOMINATION}'",
			"parentfield": "'needs'",
			"idx": str(place),
			"need": fill.one_of("Low confidence", "Managing anger", by=f"seq + {place}"),
			"severity": "mod(seq, 5) + 1",
			"points": "mod(seq, 5) + 1",
		},
		first,
		last,
	)


def figures(bench: Bench) -> Iterator[Figure]:
	fill_board()
	caller = bench.caller(COORDINATOR)

	def board() -> None:
		answer = caller.ask("learning_mentor.api.selection.board", page_length=PAGE)
		assert answer.status_code == 200 and answer.json["message"]["total"] >= OPEN

	def bare_list() -> None:
		asked = {"fields": ["*"], "limit_page_length": PAGE, "order_by": "modified desc"}
		answer = caller.get(f"/api/resource/{bare(SESSION)}", **asked)
		assert answer.status_code == 200 and len(answer.json["data"]) == PAGE

	found = compare(Way("board", board), Way(f"{bare(SESSION)}, {PAGE} rows", bare_list), bench.samples)
	yield ratio(CLAIM, f"first page of {PAGE}, request", found, MOST)
