"""Notices that others leave while a mail is being made: none is put aside unread."""

from types import SimpleNamespace

import frappe
import pytest
from frappe.utils import add_days, now_datetime

from learning_mentor.notices import kinds, outbox
from tests import factories as make
from tests.connections import committed_meanwhile

WAITING = {"for_user": make.COORDINATOR, "state": outbox.WAITING, "delivery": kinds.DIGEST}


def leave_notice() -> SimpleNamespace:
	"""A nomination and a notice about it, as one transaction leaves them."""
	nomination = make.make_nomination()
	log = frappe.get_doc(
		{
			"doctype": "Notification Log",
			"for_user": make.COORDINATOR,
			"type": "Alert",
			"document_type": nomination.doctype,
			"document_name": nomination.name,
			"subject": "A notice",
		}
	).insert(ignore_permissions=True)
	outbox.put("other", kinds.DIGEST, "A notice", log)
	return SimpleNamespace(log=str(log.name), student=nomination.student)


@pytest.fixture
def left_meanwhile(db):
	"""Committed after this transaction has begun to read."""
	frappe.get_all(outbox.NOTICE, WAITING, order_by="name")
	left = committed_meanwhile(leave_notice)
	yield left
	db.rollback()
	make.remove_story(left.student)
	db.commit()


def take(log: str) -> tuple[list[str], str]:
	"""What the mail that is made now says of it, and the state of the notice then."""
	rows = outbox.take(make.COORDINATOR, kinds.DIGEST, add_days(now_datetime(), 1))
	state = frappe.db.get_value(outbox.NOTICE, {"notification_log": log}, "state", for_update=True)
	return [row.notice for row in rows if row.notification_log == log], state


def test_a_notice_that_is_left_while_a_mail_is_made_waits_for_the_next(left_meanwhile, db):
	first = take(left_meanwhile.log)
	db.rollback()  # the next transaction
	second = take(left_meanwhile.log)
	assert (first, second) == (([], outbox.WAITING), (["A notice"], outbox.MAILED))
