"""Data protection: a guardian has asked for a pupil's records, and the officer has begun the review."""

from functools import partial

import frappe
from frappe.utils import add_days, today

from learning_mentor.data_protection import access_requests
from learning_mentor.demo.acting import acting_as
from learning_mentor.demo.data import address
from learning_mentor.demo.people import PUPIL_WITH_LOGIN
from learning_mentor.demo.register import Register

DAYS_AGO = 4


def ask_for_records(register: Register) -> None:
	if register.has("access request"):
		return
	student = register.get(f"pupil {PUPIL_WITH_LOGIN}")
	with acting_as(address("officer")):
		name = register.once("access request", access_requests.REQUEST, partial(_make, student))
		access_requests.review(name)


def _make(student: str) -> str:
	request = frappe.get_doc(
		{
			"doctype": access_requests.REQUEST,
			"kind": "Subject access",
			"student": student,
			"received_on": add_days(today(), -DAYS_AGO),
			"requester_name": "Joanne Whitlock",
			"requester_is": "Guardian",
			"requester_contact": "By hand at the office",
			"identity_checked": 1,
			"identity_how": "Known at the desk, showed her passport",
			"pupil_understands": "Yes",
			"pupil_view": "He is fine with it and wants to read it too.",
		}
	)
	return request.insert().name
