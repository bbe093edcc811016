"""Check-ins: answered ones along the diary, and two that still wait for the pupil."""

import random
from datetime import datetime, timedelta

import frappe
from frappe.utils import now_datetime

from learning_mentor import scoring
from learning_mentor.demo.acting import acting_as
from learning_mentor.demo.data import address, read
from learning_mentor.demo.history import date_back
from learning_mentor.demo.register import Register
from learning_mentor.demo.school import insert
from learning_mentor.learning_mentor.doctype.mentoring_check_in.mentoring_check_in import WHO

CHECK_IN = "Mentoring Check-in"


def answer(register: Register, case: str, pupil: str, spec: dict, number: int, noted: datetime) -> None:
	"""One check-in of a series, entered by the session user after the meeting; nothing where the school
	has no such scale.
	"""
	scale = _scale(spec)
	if not scale:
		return
	answers = _answers(scale, spec, number, pupil)
	rows = [{"item_number": item, "answer": str(given)} for item, given in answers.items()]
	name = insert(CHECK_IN, {"case": case, "scale": scale.name, "answered_as": spec["as"], "answers": rows})
	register.put(f"check-in {case} {spec['scale']} {spec['as']} {number}", CHECK_IN, name)
	asked = noted - timedelta(days=number % 3)
	date_back(CHECK_IN, name, noted, {"asked_on": asked.date(), "answered_on": noted.date()})


def _scale(spec: dict):
	"""The scale, if it is still there and may be used so."""
	if not frappe.db.exists("Mentoring Scale", {"name": spec["scale"], "disabled": 0}):
		return None
	scale = frappe.get_cached_doc("Mentoring Scale", spec["scale"])
	return scale if scale.is_licensed_on() and scale.get(WHO[spec.get("as", "Pupil")]) else None


def _answers(scale, spec: dict, number: int, pupil: str) -> dict[int, int]:
	"""An answer per item around the level of this check-in; some left out, and one that worries."""
	first, last = spec["levels"]
	level = (first + (last - first) * number / max(1, spec["times"] - 1)) / 100
	missing = spec.get("missing", {}).get(str(number), [])
	answers = {
		item.idx: _answer(scale, item, level, random.Random(f"{pupil} {scale.name} {item.idx}"), number)
		for item in scale.items
		if item.idx not in missing
	}
	if worrying := spec.get("alert", {}).get(str(number)):
		answers[worrying[0]] = worrying[1]
	return answers


def _answer(scale, item, level: float, chance: random.Random, number: int) -> int:
	"""People keep their way of answering an item; it wavers a little from time to time."""
	span = scale.highest - scale.lowest
	own_way = chance.uniform(-0.15, 0.15) if len(scale.items) > 1 else 0
	wavers = [chance.gauss(0, 0.05) for _number in range(number + 1)][number]
	keyed = round(scale.lowest + span * (level + own_way + wavers))
	keyed = max(scale.lowest, min(scale.highest, keyed))
	given = scale.lowest + scale.highest - keyed if item.reversed else keyed
	if scoring.worries(scale, {item.idx: given}):
		return given + (1 if item.worry_rule == "At or below" else -1)
	return given


def ask(register: Register) -> None:
	for row in read("check_ins")["asked"]:
		key = f"check-in asked {row['pupil']} {row['scale']}"
		if register.has(key) or not _scale(row):
			continue
		story = next(story for story in read("stories") if story["pupil"] == row["pupil"])
		about = {"target_number": row["target"]} if row.get("target") else {}
		with acting_as(address(story["mentor"])):
			case = register.get(f"case {row['pupil']}")
			name = insert(CHECK_IN, {"case": case, "scale": row["scale"], "answered_as": "Pupil", **about})
		register.put(key, CHECK_IN, name)
		asked = now_datetime() - timedelta(days=row["days_ago"])
		date_back(CHECK_IN, name, asked, {"asked_on": asked.date()})
