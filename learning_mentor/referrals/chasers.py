"""Agencies that do not answer are chased, and what stays unanswered is escalated.

Practice: an agency is chased when its time is over and again every five working days, three times at most.
"""

from datetime import date

import frappe
from frappe.utils import getdate

from learning_mentor import notify
from learning_mentor.job_marks import claim_once, still_to_do
from learning_mentor.learning_mentor.doctype.mentoring_referral import consent
from learning_mentor.learning_mentor.doctype.mentoring_settings.mentoring_settings import get_settings
from learning_mentor.notices import kinds
from learning_mentor.permissions import COORDINATOR
from learning_mentor.referrals.sending import mail_link
from learning_mentor.scheduled import each_alone
from learning_mentor.school_days import add_working_days

REFERRAL_CHASED = kinds.REFERRAL_CHASED.email_template
DOCTYPE = "Mentoring Referral"
# status in which something is awaited from the agency -> the day by which it was due
AWAITED = {"Sent": "acknowledge_by", "Acknowledged": "decide_by", "Accepted": "start_by"}
HAS_LINK = ("Sent", "Acknowledged")


def daily(day: date | None = None) -> list[str]:
	"""Chase every agency that is late on ``day`` (default: today). Returns the names of those chased."""
	day = getdate(day)
	return each_alone(_late(day), lambda name: chase(name, day), "Chaser of referral {0}")


def _late(day: date) -> list[str]:
	"""Referrals of which a chaser is due that nobody has given."""
	late = [
		row
		for status, due in AWAITED.items()
		for row in frappe.get_all(
			DOCTYPE,
			filters={"status": status, due: ["<", day]},
			fields=["name", "status", "sent_on", due],
			order_by=f"{due} asc, name asc",
		)
	]
	due_now = ((row, number) for row in late if (number := number_due(row, day)))
	return list(still_to_do((_mark(row, number), row.name) for row, number in due_now))


def chase(name: str, day: date) -> bool:
	"""Give the chaser that is due, in the caller's transaction. Returns whether there was one to give.

	The referral is locked first: of an answer that comes at this moment, one of both sees the other.
	"""
	referral = frappe.get_doc(DOCTYPE, name, for_update=True)
	if referral.status not in AWAITED or not consent.may_be_shared(referral):
		return False
	number = number_due(referral, day)
	if not number or not claim_once(_mark(referral, number)):
		return False
	referral.db_set({"chasers": number, "last_chased_on": day}, update_modified=False)
	if referral.sent_to and referral.status in HAS_LINK:
		mail_link(referral, REFERRAL_CHASED, ends_earlier=False)
	_tell_school(referral, number)
	return True


def _mark(referral, number: int) -> str:
	return f"referral chaser {referral.name} {referral.status} {referral.sent_on:%Y-%m-%d %H:%M} {number}"


def number_due(referral, day: date) -> int:
	"""How many chasers have come due by ``day``, 0 before the first; never more than Settings allow."""
	settings = get_settings()
	first = add_working_days(referral.get(AWAITED[referral.status]), 1)
	number = 0
	while number < settings.most_chasers and add_working_days(first, number * settings.chaser_days) <= day:
		number += 1
	return number


def _tell_school(referral, number: int) -> None:
	mentor = notify.user_of(referral.mentor)
	escalated = number >= get_settings().escalate_from
	users = [mentor, *(notify.people_with(COORDINATOR, referral) if escalated else [])]
	notify.tell(users, kinds.REFERRAL_LATE, referral, number)
