"""The stories of 25 pupils, from nomination on, told by what each person does in the desk and the portal."""

from datetime import timedelta

import frappe
from frappe.utils import getdate

from learning_mentor import selection
from learning_mentor.demo import closing, planwork
from learning_mentor.demo.acting import acting_as, go
from learning_mentor.demo.daily_work import Diary
from learning_mentor.demo.data import address, read
from learning_mentor.demo.history import move_back
from learning_mentor.demo.masters import need_of
from learning_mentor.demo.register import Register
from learning_mentor.demo.school import insert

COORDINATOR = "coordinator"
TOLD = ("tried", "strengths", "change_wanted", "pupil_view", "safe_contact", "guardian_not_told_reason")


def tell_stories(register: Register) -> None:
	for story in read("stories"):
		_tell(register, story)
		frappe.db.commit()  # an interrupted run goes on with the next story


def _tell(register: Register, story: dict) -> None:
	key = story["pupil"]
	if register.has(f"told {key}"):
		return
	nomination = _nominate(register, story)
	register.put(f"nomination {key}", "Mentoring Nomination", nomination)
	if story["outcome"] == "Accepted":
		case = _open_case(register, story, nomination)
		register.put(f"case {key}", "Mentoring Case", case)
		diary = Diary(register, case, story)
		diary.log_until(story["case"]["plan"]["weeks_ago"])
		for number, plan in enumerate(planwork.tell(register, case, story, diary)):
			register.put(f"plan {key} {number}", "Mentoring Action Plan", plan)
		diary.log_until(0)
		_end_case(case, story)
	register.mark(f"told {key}")


def _nominate(register: Register, story: dict) -> str:
	with acting_as(address(story["by"])):
		name = insert(
			"Mentoring Nomination",
			{
				"student": register.get(f"pupil {story['pupil']}"),
				"source": story["source"],
				"urgency": story["urgency"],
				"concern_since": getdate() - timedelta(days=30 * story["concern_months"]),
				"guardian_told": story["guardian_told"],
				"safeguarding_concern": story.get("safeguarding", 0),
				"needs": [_need(row) for row in story["needs"]],
				**{field: story[field] for field in TOLD if field in story},
			},
		)
		if story["outcome"] != "Draft":
			go("Mentoring Nomination", name, "Submitted")
	if story.get("released"):
		with acting_as(address("safeguarding")):
			frappe.get_doc("Mentoring Nomination", name).release()
	_decide(name, story)
	move_back("Mentoring Nomination", name, story["weeks_ago"], planned=("triage_by",))
	return name


def _need(row: dict) -> dict:
	return {"need": need_of(row), "severity": row["severity"], "evidence": row["evidence"]}


def _decide(nomination: str, story: dict) -> None:
	outcome = story["outcome"]
	if outcome == "Withdrawn":
		with acting_as(address(story["by"])):
			go("Mentoring Nomination", nomination, "Withdrawn")
	with acting_as(address(COORDINATOR)):
		if outcome == "Under Review":
			go("Mentoring Nomination", nomination, "Under Review")
		elif outcome == "Waiting List":
			selection.put_on_waiting_list(nomination, story["reason"])
		elif outcome == "Declined":
			selection.decline(nomination, story["reason"])


def _open_case(register: Register, story: dict, nomination: str) -> str:
	told = story["case"]
	with acting_as(address(COORDINATOR)):
		case = selection.accept(nomination, register.get(f"mentor {story['mentor']}"))
	with acting_as(address(story["mentor"])):
		doc = frappe.get_doc("Mentoring Case", case)
		doc.update(
			{
				"mode": told["mode"],
				"strengths": read("sessions")["pupils"][story["pupil"]]["strengths"],
				"consent_status": "Given",
				"consent_guardian": register.get(f"guardian {told['guardian']}"),
				"consent_on": getdate(),
				"consent_how": told["consent"],
			}
		)
		doc.set("aims", [_aim(row, story) for row in told["aims"]])
		doc.set("agreements", _agreements(doc, told))
		doc.save()
	move_back("Mentoring Nomination", nomination, told["weeks_ago"])
	move_back("Mentoring Case", case, told["weeks_ago"])
	return case


def _aim(row: dict, story: dict) -> dict:
	return {
		"aim": row["aim"],
		"need": need_of(story["needs"][row["need"]]),
		"status": row["status"],
		"outcome": row.get("outcome"),
		"agreed_on": getdate(),
	}


def _agreements(case, told: dict) -> list[dict]:
	parties = (
		("Pupil", told["pupil"], "In person"),
		("Guardian", told["guardian"], told["consent"]),
		("School", case.mentor_name, "In person"),
	)
	return [
		{
			"party": party,
			"agreed_name": name,
			"how": how,
			"agreed_on": getdate(),
			"confidentiality_explained": 1,
		}
		for party, name, how in parties
	]


def _end_case(case: str, story: dict) -> None:
	"""Pause or close the case as the story says."""
	told = story["case"]
	if told["status"] == "Closed":
		closing.close(case, story)
	elif told["status"] == "Paused":
		with acting_as(address(COORDINATOR)):
			doc = frappe.get_doc("Mentoring Case", case)
			doc.update({"status": told["status"], "status_reason": told["status_reason"]}).save()
		move_back("Mentoring Case", case, told["paused_weeks_ago"])
