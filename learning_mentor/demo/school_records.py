"""What the school has noted about its pupils: attendance, results, logs.

Attendance and results are written as rows, as an import from a register would be. Education's own checks ask
for a holiday list, an assessment plan and a grading scale, none of which says anything about mentoring.
"""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial

import frappe
from frappe.model.naming import NamingSeries
from frappe.utils import getdate

from learning_mentor.demo import school_year
from learning_mentor.demo.data import pupil_key, read
from learning_mentor.demo.register import Register
from learning_mentor.demo.school import current_year, insert, program_of

DAYS_RECORDED = 60
OTHERS_RECORDED = 15
OTHERS_WERE_HERE = 25  # the last days on which nobody misses the others: they show no early sign
SIGNS_WITHIN = 15
RESULTS_WEEKS_AGO = (3, 8)
HARD_DAYS = (0, 4)  # Monday and Friday: most absences fall there
GRADES = ((80, "A"), (65, "B"), (50, "C"), (35, "D"), (0, "E"))


def add_records(register: Register) -> None:
	if not register.has("records"):
		pupils = _recorded_pupils(register)
		_insert_rows("Student Attendance", "EDU-ATT-.YYYY.-.#####", list(_attendance(pupils)))
		_insert_rows("Assessment Result", "EDU-RES-.YYYY.-.#####", list(_results(pupils)))
		register.mark("records")
	for row in read("school")["logs"]:
		register.once(f"log {row['pupil']}", "Student Log", partial(_make_log, register, row))
	for row in read("school")["signs"]:
		for days_ago, text in row.get("logs", []):
			entry = {"pupil": row["pupil"], "type": "General", "school_days_ago": days_ago, "log": text}
			key = f"log {row['pupil']} {days_ago}"
			register.once(key, "Student Log", partial(_make_log, register, entry))


def _recorded_pupils(register: Register) -> list[dict]:
	"""Pupils of the stories with their share of days present, those who show early signs, and some others who
	are nearly always there.
	"""
	shares = {story["pupil"]: story["attendance"] for story in read("stories")}
	children = [child for family in read("families") for child in family["children"]]
	others = sorted(pupil_key(child) for child in children if pupil_key(child) not in shares)
	signs = {row["pupil"]: row.get("recent_absences", 0) for row in read("school")["signs"]}
	others = [*signs, *(key for key in others[:OTHERS_RECORDED] if key not in signs)]
	shares.update({key: 95 + number % 5 for number, key in enumerate(others)})
	pupils = [
		_pupil(register, child, shares[pupil_key(child)]) for child in children if pupil_key(child) in shares
	]
	for pupil in pupils:
		pupil["recent_absences"] = signs.get(pupil["key"], 0)
		pupil["was_here"] = OTHERS_WERE_HERE if pupil["key"] in others else 0
	return pupils


def _pupil(register: Register, child: dict, share: int) -> dict:
	key, row = pupil_key(child), program_of(child)
	student = register.get(f"pupil {key}")
	return {
		"key": key,
		"share": share,
		"program": row["program"],
		"student": student,
		"student_name": frappe.db.get_value("Student", student, "student_name"),
		"group": register.entries.get(f"group {row['group']}", ["", None])[1],
	}


def _attendance(pupils: list[dict]) -> Iterator[dict]:
	"""The class is named on days of this school year only: before it there was another."""
	days = school_year.last_school_days(DAYS_RECORDED)
	for pupil in pupils:
		absent = _days_absent(days, pupil)
		for day in days:
			yield _attended(pupil, day, "Absent" if day in absent else "Present")
		if pupil["key"] in read("school")["absent_today"] and school_year.is_school_day(getdate()):
			yield _attended(pupil, getdate(), "Absent")


def _attended(pupil: dict, day: date, status: str) -> dict:
	this_year, _end = school_year.year_dates(school_year.first_year_of(getdate()))
	return {
		"student": pupil["student"],
		"student_name": pupil["student_name"],
		"student_group": pupil["group"] if day >= this_year else None,
		"date": day,
		"status": status,
		"noted_on": day,
	}


def _days_absent(days: list[date], pupil: dict) -> set[date]:
	chance = random.Random(pupil["key"])
	count = round(len(days) * (100 - pupil["share"]) / 100)
	before = days[: len(days) - pupil["was_here"]]
	weighed = sorted(before, key=lambda day: chance.random() * (0.4 if day.weekday() in HARD_DAYS else 1))
	recent = random.Random(f"recent {pupil['key']}").sample(days[-SIGNS_WITHIN:], pupil["recent_absences"])
	return {*weighed[:count], *recent}


def _results(pupils: list[dict]) -> Iterator[dict]:
	for pupil in pupils:
		chance = random.Random(pupil["key"])
		level = chance.gauss(pupil["share"] - 33, 11)
		for weeks_ago in RESULTS_WEEKS_AGO:
			for course in read("school")["courses"]:
				score = max(12, min(97, round(chance.gauss(level, 3))))
				yield {**_result(pupil, course, score), "noted_on": getdate() - timedelta(weeks=weeks_ago)}


def _result(pupil: dict, course: str, score: int) -> dict:
	return {
		"student": pupil["student"],
		"student_name": pupil["student_name"],
		"student_group": pupil["group"],
		"program": pupil["program"],
		"course": course,
		"academic_year": current_year(),
		"maximum_score": 100,
		"total_score": score,
		"grade": next(grade for least, grade in GRADES if score >= least),
	}


def _insert_rows(doctype: str, series: str, rows: list[dict]) -> None:
	"""Insert submitted records with the columns that this Education has; ``noted_on``: when written."""
	columns = [field for field in rows[0] if frappe.db.has_column(doctype, field)]
	fields = ["name", "creation", "modified", "owner", "modified_by", "docstatus", *columns]
	user = frappe.session.user
	values = []
	for name, row in zip(_next_names(series, len(rows)), rows, strict=True):
		noted = datetime.combine(row["noted_on"], time(9))
		own = [row[column] for column in columns]
		values.append([name, noted, noted, user, user, 1, *own])
	frappe.db.bulk_insert(doctype, fields, values)


def _next_names(series: str, count: int) -> list[str]:
	"""The next names of a series, taken in one step."""
	counter = NamingSeries(series)
	last = counter.get_current_value()
	counter.update_counter(last + count)
	return [f"{counter.get_prefix()}{last + number:05d}" for number in range(1, count + 1)]


def _make_log(register: Register, row: dict) -> str:
	day = school_year.last_school_days(row["school_days_ago"])[0]
	return insert(
		"Student Log",
		{
			"student": register.get(f"pupil {row['pupil']}"),
			"type": row["type"],
			"date": day,
			"academic_year": school_year.year_name(school_year.first_year_of(day)),
			"log": f"<p>{row['log']}</p>",
		},
	)
