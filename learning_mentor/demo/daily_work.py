"""Logging what stands in the diary, as the mentor does it, and dating it back to the day it tells of."""

import math
from datetime import datetime, timedelta

import frappe
from frappe.utils import flt

from learning_mentor import progress, sessions
from learning_mentor.demo import check_ins, school_year
from learning_mentor.demo.acting import acting_as
from learning_mentor.demo.data import address, read
from learning_mentor.demo.diary import IN_CLASS, TALK, entries_of
from learning_mentor.demo.history import date_back
from learning_mentor.demo.mentors import AWAY, COVER, leave
from learning_mentor.demo.register import Register
from learning_mentor.plans import plan_in_force

# how far the pupil is from baseline to the line of the day, one measurement after the other
PACES = {
	"on": (0.85, 1.15, 0.95, 1.05, 0.9, 1.1),
	"behind": (0.5, 0.4, 0.3, 0.45, 0.35),
	"ahead": (1.1, 1.3, 1.15, 1.25),
}


class Diary:
	"""The meetings of one case, logged in order while its story is told."""

	def __init__(self, register: Register, case: str, story: dict) -> None:
		self.register, self.case, self.story = register, case, story
		self.entries = entries_of(register, story)
		self.logged = self.measured = 0

	def log_until(self, weeks_ago: int) -> None:
		"""Log all that lies before a day, under the plan that is in force now."""
		day = school_year.weeks_ago(weeks_ago)
		if self.story["mentor"] == AWAY:
			day = min(day, leave()[0])
		self.log_before(day, self.story["mentor"])

	def log_before(self, day, login: str) -> None:
		plan = plan_in_force(self.case)
		plan = frappe.get_doc("Mentoring Action Plan", plan) if plan else None
		with acting_as(address(login)):
			while self.logged < len(self.entries) and self.entries[self.logged]["start"].date() < day:
				self._log(self.entries[self.logged], plan)
				self.logged += 1

	def pass_over_before(self, day) -> None:
		"""Leave out what an earlier step has logged."""
		while self.logged < len(self.entries) and self.entries[self.logged]["start"].date() < day:
			self.logged += 1

	def _log(self, entry: dict, plan) -> None:
		session = sessions.log(self.case, {**self._values(entry), "targets": self._targets(entry, plan)})
		self.register.put(f"session {self.case} {self.logged}", "Mentoring Session", session)
		noted = entry["start"] + timedelta(minutes=entry["slot"]["minutes"] + 5)
		date_session_back(session, noted)
		for spec, number in entry["check_ins"]:
			check_ins.answer(self.register, self.case, self.story["pupil"], spec, number, noted)

	def _values(self, entry: dict) -> dict:
		slot = entry["slot"]
		return {
			"starts_on": str(entry["start"]),
			"session_type": slot["type"],
			"duration": slot["minutes"],
			"in_lesson": slot.get("in_lesson", 0),
			"status": entry["status"],
			"not_held_reason": entry["reason"],
			"pupil_said": entry["said"] or None,
			"next_steps": entry["next"] or None,
			**where(self.register, slot),
			**{field: entry[field] for field in ("mood_before", "mood_after") if entry.get(field)},
		}

	def _targets(self, entry: dict, plan) -> list[dict]:
		if not plan or entry["status"] != "Held":
			return []
		if entry["slot"].get("measure"):
			paces = read("sessions")["pupils"][self.story["pupil"]]["progress"]
			rows = [_measured(plan, row, entry["start"], paces, self.measured) for row in plan.targets]
			self.measured += 1
			return rows
		if entry["slot"]["type"] == IN_CLASS:
			return [{"target_number": 1}]
		return [{"target_number": len(plan.targets)}] if entry["slot"]["type"] == TALK else []


def _measured(plan, target, start: datetime, paces: dict, number: int) -> dict:
	pace = paces.get(str(target.idx), "on")
	share = PACES[pace][number % len(PACES[pace])]
	line = progress.line_value(target, progress.start_of(plan), start.date())
	value = flt(target.baseline) + share * (line - flt(target.baseline))
	return {"target_number": target.idx, "value": max(0, min(10, _whole(value, line, pace, target)))}


def _whole(value: float, line: float, pace: str, target) -> int:
	"""A whole number on the side of the line that the pace names, also for targets that go down."""
	is_above = (pace == "ahead") == (flt(target.target_value) > flt(target.baseline))
	if pace == "on":
		return round(value)
	if is_above:
		return max(math.ceil(value), math.floor(line) + 1)
	return min(math.floor(value), math.ceil(line) - 1)


def where(register: Register, slot: dict) -> dict:
	if slot.get("room"):
		return {"room": register.get(f"room {slot['room']}")}
	return {"place": slot["place"]}


def date_session_back(session: str, noted: datetime) -> None:
	date_back("Mentoring Session", session, noted)
	stamps = {"creation": noted, "modified": noted}
	frappe.db.set_value("Mentoring Progress Point", {"session": session}, stamps, update_modified=False)


def log_cover(register: Register) -> None:
	"""What the colleague did who covers for the mentor on leave: less than usual, and not every day."""
	for story in read("stories"):
		if story.get("mentor") != AWAY or register.has(f"cover {story['pupil']}"):
			continue
		diary = Diary(register, register.get(f"case {story['pupil']}"), story)
		diary.pass_over_before(leave()[0])
		kept = diary.entries[diary.logged :]
		diary.entries[diary.logged :] = [entry for entry in kept if entry["slot"].get("cover")]
		diary.log_before(school_year.weeks_ago(0), COVER)
		register.mark(f"cover {story['pupil']}")
