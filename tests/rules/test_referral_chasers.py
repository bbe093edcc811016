"""Chasers on a moved clock: when they come due, that none comes twice, and none after the answer."""

from datetime import timedelta

import frappe
import pytest
from frappe.utils import getdate

from learning_mentor.learning_mentor.doctype.mentoring_settings.mentoring_settings import get_settings
from learning_mentor.referrals import chasers, replies
from learning_mentor.school_days import add_working_days
from tests import factories as make
from tests import referral_factories as referrals


@pytest.fixture
def referral(db):
	referrals.make_mail_account()
	return referrals.make_referral(status="Sent")


def day_of(referral, number: int):
	"""The day on which a chaser comes due while the referral is not acknowledged."""
	first = add_working_days(referral.acknowledge_by, 1)
	return add_working_days(first, (number - 1) * get_settings().chaser_days)


def mails() -> int:
	return len(referrals.mails_to(referrals.AGENCY_MAIL))


def told(referral) -> list[str]:
	return frappe.get_all(
		"Notification Log",
		{"document_name": referral.name, "subject": ["like", "%is late%"]},
		pluck="for_user",
		order_by="creation asc",
	)


def test_nobody_is_chased_on_the_last_day(referral):
	assert not chasers.chase(referral.name, getdate(referral.acknowledge_by))
	assert (mails(), told(referral)) == (1, [])


def test_the_agency_is_chased_and_the_mentor_told_the_day_after(referral):
	assert chasers.chase(referral.name, day_of(referral, 1))
	assert (mails(), told(referral)) == (2, [make.mentor_user(referral)])


def test_no_chaser_comes_twice(referral):
	for _again in range(3):
		chasers.chase(referral.name, day_of(referral, 1))
		chasers.chase(referral.name, day_of(referral, 2) - timedelta(days=1))
	assert (mails(), len(told(referral))) == (2, 1)


def test_coordinators_hear_of_the_second_and_there_are_three(referral):
	for number in (1, 2, 3, 4, 5):
		chasers.chase(referral.name, day_of(referral, number))
	assert mails() == 1 + get_settings().most_chasers
	assert told(referral).count(make.COORDINATOR) == 2
	assert frappe.db.get_value(referral.doctype, referral.name, "chasers") == 3


def test_after_an_outage_the_latest_alone_is_given(referral):
	assert chasers.chase(referral.name, day_of(referral, 2))
	assert (mails(), told(referral).count(make.COORDINATOR)) == (2, 1)


def test_a_chaser_has_a_link_that_works_and_so_does_the_first(referral):
	chasers.chase(referral.name, day_of(referral, 1))
	first, second = referrals.keys_mailed()
	replies.take(first, "Acknowledged", "Front desk")
	replies.take(second, "Accepted", "Dr Winter")
	assert frappe.db.get_value(referral.doctype, referral.name, "status") == "Accepted"


def test_none_after_the_answer(referral):
	key = referrals.keys_mailed()[-1]
	replies.take(key, "Acknowledged", "Front desk")
	assert not chasers.chase(referral.name, day_of(referral, 1))
	replies.take(key, "Declined", "Dr Winter", "Too young")
	assert not chasers.chase(referral.name, getdate() + timedelta(days=400))
	assert mails() == 1


def test_a_decision_that_is_late_is_chased_from_its_own_day(referral):
	referrals.act(referral, "Record Acknowledgement")
	assert not chasers.chase(referral.name, getdate(referral.decide_by))
	assert chasers.chase(referral.name, add_working_days(referral.decide_by, 1))


def test_none_once_consent_is_withdrawn(referral):
	referrals.answer(referral, "Withdrawn")
	assert not chasers.chase(referral.name, day_of(referral, 3))


def test_an_agency_that_does_not_start_is_chased_by_the_mentor_alone(referral):
	referrals.act(referral, "Record Acceptance")
	assert chasers.chase(referral.name, add_working_days(referral.start_by, 1))
	assert (mails(), told(referral)) == (1, [make.mentor_user(referral)])


def test_those_who_are_late_are_found(referral):
	on_time = referrals.make_referral(status="Sent", agency=referrals.make_agency(acknowledge_days=60))
	found = chasers._late(day_of(referral, 1))
	assert referral.name in found and on_time.name not in found
