"""Fills the benchmark site with an invented trust of schools, in bulk: a million sessions in minutes.

Every row is as the app would have left it: pupil, mentor and access key agree with the case, minutes with the
status, one open case per pupil. MariaDB makes the rows itself from its sequence tables. Names begin with what
no series gives, so that records made while measuring do not meet them.
"""

import time
from dataclasses import dataclass

import frappe

SESSIONS_PER_CASE, CASES_PER_MENTOR = 30, 66
FEWEST_CASES, FEWEST_MENTORS = 40, 10
OPEN_EVERY = 5  # of so many cases one is open
LONGEST_AGO = 1800  # days


@dataclass(frozen=True)
class Size:
	"""How many records of each kind belong to so many sessions."""

	sessions: int

	@property
	def cases(self) -> int:
		return max(FEWEST_CASES, self.sessions // SESSIONS_PER_CASE)

	@property
	def mentors(self) -> int:
		return max(FEWEST_MENTORS, -(-self.cases // CASES_PER_MENTOR))


def fill(before: int, after: int) -> float:
	"""Add what a site with ``before`` sessions lacks to one with ``after``. Returns the seconds it took."""
	start = time.perf_counter()
	old, new = Size(before), Size(after)
	have = (old.mentors, old.cases) if before else (0, 0)
	_without_checks()
	mentors(have[0] + 1, new.mentors)
	students(have[1] + 1, new.cases)
	cases(have[1] + 1, new.cases)
	sessions(before + 1, after, new.cases)
	for baseline in (attendance, logs, todos):
		baseline(before + 1, after, new.cases)
	frappe.db.commit()
	for doctype in FILLED:
		frappe.db.sql(f"analyze table `tab{doctype}`")
	return time.perf_counter() - start


FILLED = (
	*("Mentor Profile", "Student", "Mentoring Case", "Mentoring Need Rating", "Mentoring Session"),
	*("Student Attendance", "Student Log", "ToDo"),
)


def _without_checks() -> None:
	frappe.db.sql("set session unique_checks = 0, foreign_key_checks = 0")


def insert(doctype: str, columns: dict[str, str], first: int, last: int, joined: str = "") -> None:
	"""Rows ``first`` to ``last``; ``columns`` has an expression of ``seq``, the row's number, for each."""
	if last < first:
		return
	standard = {"owner": "'Administrator'", "modified_by": "'Administrator'", "docstatus": "0", "idx": "0"}
	moment = {"creation": "now(6)", "modified": "now(6)"}
	values = {**standard, **moment, **columns}
	names = ", ".join(f"`{name}`" for name in values)
	frappe.db.sql(
		f"insert into `tab{doctype}` ({names}) select {', '.join(values.values())}"
		f" from seq_{first}_to_{last} {joined}"
	)


def numbered(prefix: str, number: str = "seq") -> str:
	return f"concat('{prefix}', lpad({number}, 7, '0'))"


def one_of(*choices: str, by: str = "seq") -> str:
	"""One of the choices in turns. Repeat one to have more of it."""
	listed = ", ".join(f"'{choice}'" for choice in choices)
	return f"elt(mod({by}, {len(choices)}) + 1, {listed})"


ADDRESS = f"concat({numbered('mentor')}, '@bench.example')"


def mentors(first: int, last: int) -> None:
	_users(first, last)
	insert(
		"Mentor Profile",
		{
			"name": numbered("BENCH-MENTOR-"),
			"user": ADDRESS,
			"mentor_name": numbered("Mentor "),
			"status": "'Active'",
			"secondary_phase": "1",
			"clearance_type": "'Enhanced with children''s barred list'",
			"clearance_issued_on": "date_sub(curdate(), interval 100 day)",
			"clearance_status": "'Cleared'",
		},
		first,
		last,
	)


def _users(first: int, last: int) -> None:
	insert(
		"User",
		{
			"name": ADDRESS,
			"email": ADDRESS,
			"first_name": numbered("Mentor "),
			"full_name": numbered("Mentor "),
			"enabled": "1",
			"user_type": "'System User'",
		},
		first,
		last,
	)
	insert(
		"Has Role",
		{
			"name": numbered("bench-role-"),
			"parent": ADDRESS,
			"parenttype": "'User'",
			"parentfield": "'roles'",
			"role": "'Learning Mentor'",
		},
		first,
		last,
	)


def students(first: int, last: int) -> None:
	insert(
		"Student",
		{
			"name": numbered("BENCH-STU-"),
			"first_name": one_of("Ada", "Ben", "Cara", "Dan", "Eve", "Finn", "Gwen"),
			"last_name": numbered("Pupil "),
			"student_name": f"concat({one_of('Ada', 'Ben', 'Cara', 'Dan', 'Eve', 'Finn', 'Gwen')}, ' ', seq)",
			"student_email_id": f"concat({numbered('pupil')}, '@bench.example')",
			"enabled": "1",
		},
		first,
		last,
	)


def cases(first: int, last: int) -> None:
	"""The first ten mentors share the first cases; each later one has a block of their own."""
	shared = FEWEST_MENTORS * CASES_PER_MENTOR
	block = f"floor((seq - 1) / {CASES_PER_MENTOR}) + 1"
	mentor = f"if(seq <= {shared}, mod(seq, {FEWEST_MENTORS}) + 1, {block})"
	is_open = f"mod(seq, {OPEN_EVERY}) = 0"
	opened = f"date_sub(curdate(), interval mod(seq * 37, {LONGEST_AGO}) day)"
	insert(
		"Mentoring Case",
		{
			"name": numbered("BENCH-CASE-"),
			"student": numbered("BENCH-STU-"),
			"student_name": f"concat({one_of('Ada', 'Ben', 'Cara', 'Dan', 'Eve', 'Finn', 'Gwen')}, ' ', seq)",
			"program": one_of("Year 7", "Year 8", "Year 9"),
			"mentor": numbered("BENCH-MENTOR-", f"({mentor})"),
			"mentor_name": numbered("Mentor ", f"({mentor})"),
			"mode": "'One-to-one'",
			"status": f"if({is_open}, 'Open', 'Closed')",
			"opened_on": opened,
			"closed_on": f"if({is_open}, null, curdate())",
			"review_cycle_weeks": "6",
			"open_for": f"if({is_open}, {numbered('BENCH-STU-')}, null)",
		},
		first,
		last,
	)
	for place in (1, 2):
		_case_needs(first, last, place)


def _case_needs(first: int, last: int, place: int) -> None:
	insert(
		"Mentoring Need Rating",
		{
			"name": numbered(f"bench-need-{place}-"),
			"parent": numbered("BENCH-CASE-"),
			"parenttype": "'Mentoring Case'",
			"parentfield": "'needs'",
			"idx": str(place),
			"need": one_of("Low confidence", "Managing anger", by=f"seq + {place}"),
			"severity": f"mod(seq + {place}, 5) + 1",
		},
		first,
		last,
	)


def sessions(first: int, last: int, cases_now: int) -> None:
	"""In turns over all cases, 17 of 20 held."""
	status = one_of(*["Held"] * 17, "Missed", "Missed", "Cancelled", by="floor(seq / 3)")
	day = f"date_sub(curdate(), interval mod(seq * 7919, {LONGEST_AGO}) + 1 day)"
	starts = f"timestamp({day}, maketime(9 + mod(seq, 6), 0, 0))"
	held, in_lesson = f"({status}) = 'Held'", "mod(seq, 3) = 0"
	values = {
		"name": numbered("BENCH-SES-"),
		"creation": starts,
		"modified": starts,
		"session_type": one_of("One-to-one", "One-to-one", "Group", "In-class support"),
		"status": status,
		"not_held_reason": f"if(({status}) in ('Missed', 'Cancelled'), 'Absent', null)",
		"starts_on": starts,
		"duration": "30",
		"ends_on": f"date_add({starts}, interval 30 minute)",
		"in_lesson": in_lesson,
		"minutes_in_lessons": f"if({held} and {in_lesson}, 30, 0)",
		"minutes_outside_lessons": f"if({held} and not {in_lesson}, 30, 0)",
		"mood_before": "mod(seq, 5) + 1",
		"mood_after": "mod(seq + 1, 5) + 1",
	}
	case = numbered("BENCH-CASE-", f"mod(seq, {cases_now}) + 1")
	joined = f"join `tabMentoring Case` c on c.name = {case}"
	insert("Mentoring Session", {**values, **OF_CASE}, first, last, joined)


OF_CASE = {
	"case": "c.name",
	"student": "c.student",
	"student_name": "c.student_name",
	"mentor": "c.mentor",
	"mentor_name": "c.mentor_name",
	"led_by": "c.mentor",
}


def attendance(first: int, last: int, cases_now: int) -> None:
	insert(
		"Student Attendance",
		{
			"name": numbered("BENCH-ATT-"),
			"docstatus": "1",
			"student": numbered("BENCH-STU-", f"mod(seq, {cases_now}) + 1"),
			"date": f"date_sub(curdate(), interval floor(seq / {cases_now}) day)",
			"status": one_of(*["Present"] * 19, "Absent"),
		},
		first,
		last,
	)


def logs(first: int, last: int, cases_now: int) -> None:
	insert(
		"Student Log",
		{
			"name": numbered("BENCH-LOG-"),
			"student": numbered("BENCH-STU-", f"mod(seq, {cases_now}) + 1"),
			"type": one_of("General", "Academic", "Medical", "Achievement"),
			"date": f"date_sub(curdate(), interval floor(seq / {cases_now}) day)",
			"log": "'A line of the log'",
		},
		first,
		last,
	)


def todos(first: int, last: int, cases_now: int) -> None:
	number = f"mod(seq, {Size(last).mentors}) + 1"
	insert(
		"ToDo",
		{
			"name": numbered("bench-todo-"),
			"status": one_of("Closed", "Closed", "Closed", "Open"),
			"priority": "'Medium'",
			"date": f"date_sub(curdate(), interval mod(seq, {LONGEST_AGO}) day)",
			"description": "'Something to do'",
			"allocated_to": f"concat({numbered('mentor', number)}, '@bench.example')",
		},
		first,
		last,
	)
