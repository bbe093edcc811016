"""The lone-worker alarm: visitors who do not check out are missed.

What is due follows from the visit's own times, and each alarm is claimed under a unique key: a restart, an
outage or a second scheduler neither loses an alarm nor tells anybody twice.
"""

from datetime import datetime, timedelta

import frappe
from frappe.utils import format_datetime, get_datetime, now_datetime

from learning_mentor import notify
from learning_mentor.job_marks import claim_once
from learning_mentor.learning_mentor.doctype.mentoring_settings.mentoring_settings import get_settings
from learning_mentor.notices import kinds
from learning_mentor.permissions import COORDINATOR
from learning_mentor.scheduled import each_alone

VISITOR_NOT_BACK = kinds.VISITOR_NOT_BACK.email_template
VISIT = "Mentoring Home Visit"
DUTY_PAGE = "/mentoring/visits"


def watch(now: datetime | None = None) -> list[str]:
	"""Tell of every visit whose alarm is due; runs each minute. Returns the names of the visits told of.

	``now`` is the site's time unless another one is given. Each visit is a transaction of its own, so that
	an error with one keeps none of the others waiting.
	"""
	now = now or now_datetime()
	return each_alone(_overdue(now), lambda name: sound(frappe.get_doc(VISIT, name), now), "Alarm of {0}")


def _overdue(now: datetime) -> list[str]:
	latest_end = now - timedelta(minutes=get_settings().alarm_after)
	return frappe.get_all(
		VISIT,
		filters={"status": "Under Way", "ends_on": ["<=", latest_end], "stood_down_on": ["is", "not set"]},
		pluck="name",
		order_by="ends_on asc, name asc",
	)


def sound(visit, now: datetime) -> bool:
	"""Give the alarm that is due, in the caller's transaction. Returns whether there was one to give.

	After an outage the latest alone is given, to everybody whom the missed ones were for.
	"""
	step = step_due(visit, now)
	if step is None:
		return False
	due = due_at(visit, step)
	if not claim_once(f"visit alarm {visit.name} {visit.checked_in_on} {due:%Y-%m-%d %H:%M}"):
		return False
	notify.tell(
		whom_to_tell(visit, step),
		kinds.VISITOR_NOT_BACK,
		visit,
		visit.visitor_name,
		values=_words(visit, now),
	)
	return True


def step_due(visit, now: datetime) -> int | None:
	"""How many further alarms have come due since the first; None before the first."""
	late = (now - due_at(visit, 0)).total_seconds()
	return None if late < 0 else int(late // (60 * get_settings().alarm_every))


def due_at(visit, step: int) -> datetime:
	settings = get_settings()
	minutes = settings.alarm_after + step * settings.alarm_every
	return get_datetime(visit.ends_on) + timedelta(minutes=minutes)


def whom_to_tell(visit, step: int) -> list[str]:
	"""The duty contact first; from the second alarm on coordinators too."""
	return [visit.duty_contact] + (notify.people_with(COORDINATOR, visit) if step else [])


def _words(visit, now: datetime) -> dict:
	return {
		"visit": visit.name,
		"visitor": visit.visitor_name,
		"phone": visit.visitor_phone,
		"ends_on": format_datetime(visit.ends_on, "HH:mm"),
		"minutes": int((now - get_datetime(visit.ends_on)).total_seconds() // 60),
		"link": frappe.utils.get_url(DUTY_PAGE),
	}
