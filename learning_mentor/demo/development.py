"""How the mentors grow: their skills as they and their supervisor rate them, and the talks about both."""

from datetime import timedelta

import frappe
from frappe.utils import getdate

from learning_mentor.demo.acting import acting_as
from learning_mentor.demo.data import address, read
from learning_mentor.demo.register import Register

RATED_AS = {"self": "Self", "supervisor": "Supervisor"}
DUE_AFTER = timedelta(weeks=4)


def add_development(register: Register) -> None:
	if register.has("mentors supervised"):
		return
	with acting_as(address("coordinator")):
		for login, told in read("development").items():
			profile = frappe.get_doc("Mentor Profile", register.get(f"mentor {login}"))
			profile.extend("skills", [row for rating in told["ratings"] for row in _ratings(rating)])
			profile.extend("supervision", [_meeting(row) for row in told["supervision"]])
			profile.save()
	register.mark("mentors supervised")


def _ratings(rating: dict) -> list[dict]:
	"""All skills in the order in which the form lists them."""
	skills = frappe.get_meta("Mentoring Skill Rating").get_options("skill").split("\n")
	rated_on = getdate() - timedelta(weeks=rating["weeks_ago"])
	return [
		{"skill": skill, "rating": value, "rated_as": rated_as, "rated_on": rated_on}
		for key, rated_as in RATED_AS.items()
		for skill, value in zip(skills, rating[key], strict=False)
	]


def _meeting(row: dict) -> dict:
	held_on = getdate() - timedelta(weeks=row["weeks_ago"])
	return {
		"held_on": held_on,
		"supervisor": address("coordinator"),
		"summary": row["summary"],
		"actions": row["actions"],
		"actions_due": held_on + DUE_AFTER,
		"actions_done": row["done"],
	}
