"""What lies ahead: today's sessions and those of the next weeks, one that nobody has logged, a handover."""

from datetime import date, datetime, timedelta

import frappe
from frappe.utils import getdate, now_datetime

from learning_mentor.demo import school_year
from learning_mentor.demo.acting import acting_as
from learning_mentor.demo.daily_work import where
from learning_mentor.demo.data import address, read
from learning_mentor.demo.diary import SHORT, TALK, moment
from learning_mentor.demo.history import date_back
from learning_mentor.demo.mentors import AWAY, COVER
from learning_mentor.demo.register import Register
from learning_mentor.demo.school import insert
from learning_mentor.session_series import repeat_weekly

SESSION = "Mentoring Session"
WEEKS_AHEAD = 3
LONGEST_HOLIDAY = 70  # days
# pupils of mentor@demo.school who have a time today, whatever day it is
TODAY = (("callum.whitlock", "10:40"), ("zainab.malik", "14:30"))
NOT_LOGGED = ("phoebe.larkin", "14:40")
HANDED_OVER = {
	"pupil": "yusuf.abdi",
	"to": "mentor",
	"note": "My placement ends with the term. He is easy to be with and hard to get to the gate: the shoes,"
	" the bus, his sister. The two older boys from his street help more than I do. He knows that I leave,"
	" and has asked whether you are the one with the breakfast club.",
}


def plan_ahead(register: Register) -> None:
	for story in read("stories"):
		if story["outcome"] == "Accepted" and story["case"]["status"] == "Open":
			_plan_case(register, story)
			frappe.db.commit()
	for pupil, at in TODAY:
		_plan_today(register, pupil, at)
	_leave_unlogged(register, *NOT_LOGGED)


def _plan_case(register: Register, story: dict) -> None:
	"""Each talk of the week at its next time, and again each school week. Whoever covers plans for both."""
	if register.has(f"planned {story['pupil']}"):
		return
	is_away = story["mentor"] == AWAY
	slots = read("sessions")["pupils"][story["pupil"]]["slots"]
	with acting_as(address(COVER if is_away else story["mentor"])):
		for slot in slots:
			if slot["type"] == TALK and (slot.get("cover") or not is_away):
				day = _next_day(slot["day"])
				first = _plan(register, story["pupil"], moment(day, slot["at"]), slot)
				for name in repeat_weekly(first, str(day + timedelta(weeks=WEEKS_AHEAD))):
					register.put(f"session {name}", SESSION, name)
	register.mark(f"planned {story['pupil']}")


def _next_day(weekday: int) -> date:
	"""The next school day on a weekday, today included."""
	days = (getdate() + timedelta(days=number) for number in range(LONGEST_HOLIDAY))
	return next(day for day in days if day.weekday() == weekday and school_year.is_school_day(day))


def _plan(register: Register, pupil: str, start: datetime, slot: dict) -> str:
	name = insert(
		SESSION,
		{
			"case": register.get(f"case {pupil}"),
			"status": "Planned",
			"starts_on": start,
			"session_type": slot["type"],
			"duration": slot["minutes"],
			"in_lesson": slot.get("in_lesson", 0),
			**where(register, slot),
		},
	)
	register.put(f"session {name}", SESSION, name)
	return name


def _plan_today(register: Register, pupil: str, at: str) -> None:
	today = {
		"case": register.get(f"case {pupil}"),
		"starts_on": ["between", [f"{getdate()} 00:00:00", f"{getdate()} 23:59:59"]],
	}
	if register.has(f"today {pupil}"):
		return
	if not frappe.db.exists(SESSION, today):
		slot = {"type": TALK, "minutes": 20, "room": "G14"}
		with acting_as(address("mentor")):
			_plan(register, pupil, moment(getdate(), at), slot)
	register.mark(f"today {pupil}")


def _leave_unlogged(register: Register, pupil: str, at: str) -> None:
	"""A session of the last school day that still waits for its log."""
	if register.has(f"unlogged {pupil}"):
		return
	day = school_year.last_school_days(1)[0]
	with acting_as(address("mentor")):
		name = _plan(register, pupil, moment(day, at), {"type": SHORT, "minutes": 15, "room": "G14"})
	date_back(SESSION, name, moment(day, "08:20"))
	register.mark(f"unlogged {pupil}")


def hand_over(register: Register) -> None:
	"""The student mentor offers a case, since yesterday."""
	story = next(story for story in read("stories") if story["pupil"] == HANDED_OVER["pupil"])
	if register.has("handover"):
		return
	with acting_as(address(story["mentor"])):
		name = insert(
			"Mentoring Handover",
			{
				"case": register.get(f"case {story['pupil']}"),
				"to_mentor": register.get(f"mentor {HANDED_OVER['to']}"),
				"note": HANDED_OVER["note"],
			},
		)
	register.put("handover", "Mentoring Handover", name)
	date_back("Mentoring Handover", name, now_datetime() - timedelta(days=1))
