"""The action plan of a story: written, approved, agreed, reviewed, completed or begun again."""

from collections.abc import Iterator
from datetime import timedelta

import frappe
from frappe.utils import getdate

from learning_mentor import portal
from learning_mentor.api import plans as api
from learning_mentor.demo.acting import acting_as, go
from learning_mentor.demo.daily_work import Diary
from learning_mentor.demo.data import address
from learning_mentor.demo.history import move_back
from learning_mentor.demo.masters import need_of, strategy_of
from learning_mentor.demo.register import Register
from learning_mentor.demo.school import insert

PLAN = "Mentoring Action Plan"
COORDINATOR, DEPUTY = "coordinator", "deputy"
BEFORE_APPROVAL = ("Draft", "Pending Approval", "Returned")
NEVER_AGREED = (*BEFORE_APPROVAL, "Pending Guardian Agreement")


def tell(register: Register, case: str, story: dict, diary: Diary) -> Iterator[str]:
	"""Make the plan of a story and take it where it stands. Yields its name, and that of a new version.

	What the diary holds is logged between the steps, under the plan that was in force then.
	"""
	told = story["case"]["plan"]
	plan = _write(case, story, told)
	yield plan
	_approve(plan, told)
	_agree(register, plan, told)
	move_back(PLAN, plan, told["weeks_ago"], planned=("due_date", "review_date"))
	for review in told.get("reviews", []):
		diary.log_until(review["weeks_ago"])
		_review(plan, review, told["author"])
	if told["reach"] == "Under Review":
		diary.log_until(told.get("review_weeks_ago", 0))
		with acting_as(address(told["author"])):
			go(PLAN, plan, "Under Review")
		move_back(PLAN, plan, told.get("review_weeks_ago", 0))
	if told["reach"] == "Cancelled":
		diary.log_until(told["cancel_weeks_ago"])
		yield _begin_again(plan, told)


def _write(case: str, story: dict, told: dict) -> str:
	with acting_as(address(told["author"])):
		plan = insert(
			PLAN,
			{
				"case": case,
				"summary": told["summary"],
				"targets": [_target(row, story) for row in told["targets"]],
			},
		)
		if told["reach"] != "Draft":
			go(PLAN, plan, "Pending Approval")
	return plan


def _target(row: dict, story: dict) -> dict:
	as_told = ("plain_words", "setting", "responsible", "measure", "baseline")
	need = need_of(story["needs"][row["need"]])
	return {
		"need": need,
		"strategy": strategy_of(row, need),
		"target_text": row["text"],
		"target_value": row["goal"],
		"due_date": getdate() + timedelta(weeks=row["due_in_weeks"]),
		**{field: row[field] for field in as_told if field in row},
	}


def _approve(plan: str, told: dict) -> None:
	approver = DEPUTY if told["author"] == COORDINATOR else COORDINATOR
	with acting_as(address(approver)):
		if told["reach"] == "Returned":
			frappe.get_doc(PLAN, plan).update({"decision_comment": told["return_comment"]}).save()
			go(PLAN, plan, "Returned")
		elif told["reach"] not in BEFORE_APPROVAL:
			go(PLAN, plan, "Pending Guardian Agreement")


def _agree(register: Register, plan: str, told: dict) -> None:
	if told["reach"] in NEVER_AGREED:
		return
	agreement = told["agreement"]
	if login := agreement.get("portal"):
		with acting_as(address(login)):
			portal.agree(plan, agreement["name"], agreement.get("comment"))
		return
	with acting_as(address(COORDINATOR)):
		answer = {
			"agreed_name": agreement["name"],
			"agreed_how": agreement["how"],
			"agreed_on": getdate(),
			"agreed_guardian": register.get(f"guardian {agreement['name']}"),
		}
		frappe.get_doc(PLAN, plan).update(answer).save()
		go(PLAN, plan, "Active")


def _review(plan: str, review: dict, author: str) -> None:
	rows = [
		{
			"target_number": row["target"],
			"value": row["value"],
			"target_status": row["status"],
			"next_step": row["next_step"],
			"comment": row.get("comment"),
		}
		for row in review["rows"]
	]
	with acting_as(address(author)):
		api.record_review(plan, rows, complete=bool(review.get("complete")))
	for point in frappe.get_all(
		"Mentoring Progress Point",
		filters={"plan": plan, "source": "Review", "measured_on": getdate()},
		pluck="name",
		order_by="name asc",
	):
		move_back("Mentoring Progress Point", point, review["weeks_ago"])
	planned = () if review.get("complete") else ("review_date",)  # a plan that ends has no next review
	move_back(PLAN, plan, review["weeks_ago"], planned)


def _begin_again(plan: str, told: dict) -> str:
	with acting_as(address(told["author"])):
		frappe.get_doc(PLAN, plan).update({"decision_comment": told["cancel_comment"]}).save()
		go(PLAN, plan, "Cancelled")
		move_back(PLAN, plan, told["cancel_weeks_ago"])
		return api.amend(plan)["name"]
