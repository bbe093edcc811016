"""Notices for tests: settings, the digest without its commits, and the mails that came of it."""

import email
import email.policy
from datetime import datetime, timedelta

import frappe
from frappe.utils import now_datetime

from learning_mentor import notify
from learning_mentor.notices import digest, hours, kinds, outbox
from tests import factories as make

MORNING = timedelta(days=1)


def messages_to(user: str) -> list[str]:
	"""The mails to the user as they wait in the queue."""
	queued = frappe.get_all("Email Queue Recipient", {"recipient": user}, pluck="parent", order_by="creation")
	return [frappe.db.get_value("Email Queue", mail, "message") for mail in queued]


def mails_to(user: str) -> list[str]:
	"""Subject and text of each mail to the user, as a mail program shows them."""
	return [_shown(message) for message in messages_to(user)]


def _shown(message: str) -> str:
	mail = email.message_from_string(message, policy=email.policy.default)
	return f"Subject: {mail['Subject']}\n{mail.get_body(('html',)).get_content()}"


def make_waiting_notices() -> tuple:
	"""A mentor for whom two notices of one kind and one of another wait, all of one plan; and that plan."""
	case = make.make_case()
	plan = make.make_plan(case)
	user = make.mentor_user(case)
	for kind in (kinds.PLAN_ACTIVE, kinds.PLAN_ACTIVE, kinds.PLAN_RETURNED):
		notify.tell([user], kind, plan)
	return user, plan


def set_settings(**values) -> None:
	settings = frappe.get_doc("Mentoring Settings")
	settings.update(values).save()


def deliver(kind: kinds.Kind, delivery: str) -> None:
	settings = frappe.get_doc("Mentoring Settings")
	next(row for row in settings.notices if row.kind == kind.key).delivery = delivery
	settings.save()


def next_morning() -> datetime:
	return hours.digest_time(now_datetime() + MORNING)


def run_digest(moment: datetime | None = None) -> list[str]:
	"""The job, without the commits that would end the test's transaction."""
	moment = moment or next_morning()
	due = hours.digest_time(moment)
	return [user for user in outbox.people_waiting(kinds.DIGEST, due) if digest.send_digest(user, due)]


def waiting(user: str) -> list[str]:
	return frappe.get_all(
		outbox.NOTICE, {"for_user": user, "state": "Waiting"}, pluck="record", order_by="creation"
	)
