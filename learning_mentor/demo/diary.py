"""What a pupil and the mentor did together, week by week: when they met, what was said, what came between.

Nothing here writes; `daily_work` logs what stands here. All of it follows from the data, the pupil's
attendance and the date of today, so that a run that was interrupted finds the same again.
"""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import frappe
from frappe.utils import getdate

from learning_mentor.demo import school_year
from learning_mentor.demo.data import read
from learning_mentor.demo.register import Register

TALK, IN_CLASS, SHORT = "One-to-one", "In-class support", "Drop-in"
MENTOR_AWAY = 0.02  # share of a mentor's days
# kind of session -> what else comes between, with its share: (share, status, reason)
HINDRANCES = {
	TALK: ((0.03, "Missed", "Refused"), (0.06, "Cancelled", "Rescheduled")),
	IN_CLASS: ((0.05, "Cancelled", "Clash"),),
	SHORT: ((0.03, "Missed", "Refused"), (0.045, "Cancelled", "Clash")),
}
ATTENDED = "Held"


def entries_of(register: Register, story: dict) -> list[dict]:
	"""The meetings with the pupil of a story in order of time, each ``{"start", "slot", "status", "reason",
	"said", "next", "mood_before", "mood_after", "check_ins": [(spec, number)]}``.
	"""
	told = read("sessions")["pupils"][story["pupil"]]
	chance = random.Random(f"diary of {story['pupil']}")
	absent = days_absent(register.get(f"pupil {story['pupil']}"))
	entries: list[dict] = [
		{"start": start, "slot": slot, "said": None, "next": None, "check_ins": []}
		for start, slot in _meetings(story, told["slots"])
	]
	for entry in entries:
		entry["status"], entry["reason"] = _what_came(entry, story["mentor"], absent, chance)
	held = [entry for entry in entries if entry["status"] == ATTENDED]
	_tell_words([entry for entry in held if entry["slot"]["type"] == TALK], told["talks"])
	_tell_words([entry for entry in held if entry["slot"]["type"] != TALK], told["visits"])
	_tell_notes([entry for entry in entries if entry["status"] != ATTENDED], chance)
	_tell_moods(held, told["mood"], chance)
	_place_check_ins(held, read("check_ins")["answered"].get(story["pupil"], []))
	return entries


def days_absent(student: str) -> set[date]:
	rows = frappe.get_all(
		"Student Attendance",
		filters={"student": student, "status": "Absent", "docstatus": 1},
		pluck="date",
		order_by="date asc",
	)
	return {getdate(day) for day in rows}


def _meetings(story: dict, slots: list[dict]) -> list[tuple[datetime, dict]]:
	"""Every time of the week on every school day of the case, oldest first."""
	told = story["case"]
	ended = told.get("closed_weeks_ago") or told.get("paused_weeks_ago") or 0
	days = school_days(school_year.weeks_ago(told["weeks_ago"]), school_year.weeks_ago(ended))
	met = [(moment(day, slot["at"]), slot) for day in days for slot in slots if slot["day"] == day.weekday()]
	return sorted(met, key=lambda meeting: meeting[0])


def school_days(first: date, last: date) -> Iterator[date]:
	"""School days from the first on, before the last."""
	while first < last:
		if school_year.is_school_day(first):
			yield first
		first += timedelta(days=1)


def moment(day: date, at: str) -> datetime:
	return datetime.combine(day, time.fromisoformat(at))


def _what_came(entry: dict, mentor: str, absent: set[date], chance: random.Random) -> tuple[str, str | None]:
	day, roll = entry["start"].date(), chance.random()
	if day in absent:
		return "Missed", "Absent"
	if random.Random(f"{mentor} on {day}").random() < MENTOR_AWAY:
		return "Cancelled", "Mentor away"
	for share, status, reason in HINDRANCES[entry["slot"]["type"]]:
		if roll < share:
			return status, reason
	return ATTENDED, None


def _tell_words(entries: list[dict], words: list[list[str]]) -> None:
	"""Each of the words once and in order: nobody writes at every meeting."""
	count = min(len(words), len(entries))
	for number in range(count):
		entry = entries[number * len(entries) // count]
		entry["said"], entry["next"] = words[number]


def _tell_notes(entries: list[dict], chance: random.Random) -> None:
	notes = read("sessions")["not_held"]
	left: dict[str, list[str | None]] = {}
	for entry in entries:
		if not left.get(entry["reason"]):
			left[entry["reason"]] = chance.sample(notes[entry["reason"]], len(notes[entry["reason"]]))
			left[entry["reason"]] += [None] * len(notes[entry["reason"]])  # often nothing is written
		entry["next"] = left[entry["reason"]].pop(0)


def _tell_moods(entries: list[dict], mood: list[float], chance: random.Random) -> None:
	first, last = mood
	for number, entry in enumerate(entries):
		level = first + (last - first) * number / max(1, len(entries) - 1)
		before = _one_to_five(chance.gauss(level, 0.7))
		after = _one_to_five(before + chance.choice((-1, 0, 0, 1, 1, 1)))
		kind = entry["slot"]["type"]
		entry["mood_before"] = None if kind == IN_CLASS else before
		entry["mood_after"] = after if kind == TALK else None


def _one_to_five(value: float) -> int:
	return max(1, min(5, round(value)))


def _place_check_ins(entries: list[dict], specs: list[dict]) -> None:
	"""Each series spread over the meetings that took place, the first and the last among them."""
	for spec in specs:
		times = min(spec["times"], len(entries))
		for number in range(times):
			place = round(number * (len(entries) - 1) / max(1, times - 1))
			entries[place]["check_ins"].append((spec, number))
