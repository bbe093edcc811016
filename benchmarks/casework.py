"""Fills in what hangs on cases besides sessions: nominations, plans, check-ins, progress points.

As many as a school would have: a nomination and a plan with two targets for each case, a check-in with every
sixth session, a progress point with every fourth. `benchmarks.fill` goes first.
"""

import time

import frappe

from benchmarks.fill import OF_CASE, Size, insert, numbered, one_of

FILLED = (
	*("Mentoring Nomination", "Mentoring Action Plan", "Mentoring Plan Target"),
	*("Mentoring Check-in", "Mentoring Progress Point"),
)
CHECK_IN_EVERY, POINT_EVERY = 6, 4
OF_PUPIL = {column: value for column, value in OF_CASE.items() if column != "led_by"}
PLAN = numbered("BENCH-PLAN-")


def fill(before: int, after: int) -> float:
	"""Add what a site lacks that had ``before`` sessions and has ``after``. Returns the seconds it took."""
	start = time.perf_counter()
	first, last = (Size(before).cases if before else 0) + 1, Size(after).cases
	for add in (nominations, plans, targets):
		add(first, last)
	check_ins(before // CHECK_IN_EVERY + 1, after // CHECK_IN_EVERY, last)
	points(before // POINT_EVERY + 1, after // POINT_EVERY)
	frappe.db.commit()
	for doctype in FILLED:
		frappe.db.sql(f"analyze table `tab{doctype}`")
	return time.perf_counter() - start


def _of_case(number: str) -> str:
	return f"join `tabMentoring Case` c on c.name = {numbered('BENCH-CASE-', number)}"


def nominations(first: int, last: int) -> None:
	"""Accepted, by one of four hundred teachers."""
	insert(
		"Mentoring Nomination",
		{
			"name": numbered("BENCH-ACC-"),
			"owner": f"concat({numbered('teacher', 'mod(seq, 400)')}, '@bench.example')",
			"student": "c.student",
			"student_name": "c.student_name",
			"program": "c.program",
			"status": "'Accepted'",
			"source": "'Teacher'",
			"submitted_on": "c.opened_on",
			"decided_on": "c.opened_on",
		},
		first,
		last,
		_of_case("seq"),
	)
	frappe.db.sql(
		"update `tabMentoring Case` c join `tabMentoring Nomination` n on n.student = c.student"
		" set c.nomination = n.name where c.nomination is null and n.name like 'BENCH-ACC-%%'"
	)


def plans(first: int, last: int) -> None:
	"""In force where the case is open, with a review to come."""
	is_open = "c.status = 'Open'"
	insert(
		"Mentoring Action Plan",
		{
			**OF_PUPIL,
			"name": PLAN,
			"docstatus": "1",
			"version_number": "1",
			"status": f"if({is_open}, 'Active', 'Completed')",
			"open_for": f"if({is_open}, c.name, null)",
			"summary": "'Feeling sure enough to speak in class'",
			"review_date": f"if({is_open}, date_add(curdate(), interval 1 + mod(seq, 40) day), c.opened_on)",
			"agreed_on": "c.opened_on",
		},
		first,
		last,
		_of_case("seq"),
	)


def targets(first: int, last: int) -> None:
	for place in (1, 2):
		insert(
			"Mentoring Plan Target",
			{
				"name": numbered(f"bench-target-{place}-"),
				"parent": PLAN,
				"parenttype": "'Mentoring Action Plan'",
				"parentfield": "'targets'",
				"idx": str(place),
				"need": one_of("Low confidence", "Managing anger", by=f"seq + {place}"),
				"target_text": "'Puts a hand up twice in a lesson'",
				"baseline": "2",
				"target_value": "10",
				"due_date": "date_add(curdate(), interval 40 day)",
				"status": "'On Track'",
			},
			first,
			last,
		)


def check_ins(first: int, last: int, cases: int) -> None:
	"""In turns over all cases, answered on the day."""
	day = "date_sub(curdate(), interval mod(seq * 7919, 1800) + 1 day)"
	insert(
		"Mentoring Check-in",
		{
			**OF_PUPIL,
			"name": numbered("BENCH-CHK-"),
			"scale": "'Confidence'",
			"answered_as": one_of("Pupil", "Pupil", "Mentor"),
			"status": "'Answered'",
			"asked_on": day,
			"answered_on": day,
			"score": "mod(seq, 5) + 1",
			"has_score": "1",
		},
		first,
		last,
		_of_case(f"mod(seq, {cases}) + 1"),
	)


def points(first: int, last: int) -> None:
	"""Of the first target, with a session each."""
	session = numbered("BENCH-SES-", f"seq * {POINT_EVERY}")
	insert(
		"Mentoring Progress Point",
		{
			**OF_PUPIL,
			"case": "c.`case`",
			"name": numbered("BENCH-PNT-"),
			"plan": "replace(c.`case`, 'BENCH-CASE-', 'BENCH-PLAN-')",
			"target_number": "1",
			"measured_on": "date(c.starts_on)",
			"value": "mod(seq, 9) + 1",
			"source": "'Session'",
			"session": "c.name",
		},
		first,
		last,
		f"join `tabMentoring Session` c on c.name = {session}",
	)
