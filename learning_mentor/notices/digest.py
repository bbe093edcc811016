"""Mails that were waiting: one digest per person and day, and what quiet hours held back."""

import hashlib
from datetime import datetime
from itertools import groupby

import frappe
from frappe import _
from frappe.utils import get_url_to_form, now_datetime
from frappe.utils.jinja_globals import is_rtl

from learning_mentor.job_marks import claim_once, is_claimed
from learning_mentor.notices import hours, mails, outbox
from learning_mentor.notices.kinds import DAILY_DIGEST, DIGEST, IMMEDIATE
from learning_mentor.scheduled import each_alone

TEMPLATE = "learning_mentor/templates/emails/mentoring_digest.html"
MOST_LINKS = 20  # of one kind; the rest is counted


def run(moment: datetime | None = None) -> list[str]:
	"""Mail what may go at ``moment`` (default: now). Runs each minute. Returns who got a digest.

	A digest holds what was left before its hour, so that what comes later waits for the next one.
	"""
	moment = moment or now_datetime()
	if not hours.may_mail_staff(moment):
		return []
	_mail_immediate(moment)
	due = hours.digest_time(moment)
	if moment < due or not mails.can_send(DAILY_DIGEST):
		return []
	people = outbox.people_waiting(DIGEST, due)
	return each_alone(people, lambda user: send_digest(user, due), "Digest for {0}")


def _mail_immediate(moment: datetime) -> None:
	people = outbox.people_waiting(IMMEDIATE, moment)
	each_alone(people, lambda user: send_waiting(user, moment), "Notices for {0}")


def send_waiting(user: str, before: datetime) -> bool:
	"""Mail each notice that waits for this user by itself, in the caller's transaction."""
	rows = outbox.take(user, IMMEDIATE, before)
	for row in rows:
		kind = mails.kind_of(row.kind)
		if mails.can_send(kind.email_template):
			doc = frappe._dict(doctype=row.record_type, name=row.record)
			mails.queue_notice(kind, user, row.notice, doc)
	return bool(rows)


def send_digest(user: str, due: datetime) -> bool:
	"""Mail the digest of the day of ``due`` in the caller's transaction, once; none when nothing waits."""
	mark = f"digest {due:%Y-%m-%d} {short_hash(user)}"
	if is_claimed(mark):
		return False
	rows = outbox.take(user, DIGEST, due)  # locks them: who comes second waits here, and finds none
	if not rows:
		return False
	claim_once(mark)
	with mails.speaking_to(user):
		values = {"title": _("{0} mentoring notices for you").format(len(rows)), "count": len(rows)}
		digest = frappe.get_template(TEMPLATE).render({"groups": groups(rows), "rtl": is_rtl()})
	mails.queue(user, DAILY_DIGEST, {**values, "digest": digest, "settings_link": settings_link(user)})
	return True


def short_hash(user: str) -> str:
	"""What stands for a user in a mark, which has no room for a long address."""
	return hashlib.sha256(user.encode()).hexdigest()[:32]


def groups(rows: list[dict]) -> list[dict]:
	"""``[{"label", "count", "links": [{"name", "address"}], "more": int}]`` by kind, each record once.

	``rows`` in order of kind and record, as `outbox.take` returns them.
	"""
	found = []
	for key, of_kind in groupby(rows, key=lambda row: row.kind):
		records = list(dict.fromkeys((row.record_type, row.record) for row in of_kind))
		links = [
			{"name": name, "address": get_url_to_form(kind, name)} for kind, name in records[:MOST_LINKS]
		]
		found.append(
			{
				"label": _(mails.kind_of(key).label),
				"count": len(records),
				"links": links,
				"more": len(records) - len(links),
			}
		)
	return found


def settings_link(user: str) -> str:
	return get_url_to_form("Notification Settings", user)


def tidy() -> None:
	"""Daily: delete what has waited, or was mailed, a month ago."""
	outbox.forget_old()
