"""When mails may go: quiet hours, school days, and what is too urgent to wait."""

from datetime import datetime

import frappe
import pytest
from frappe.utils import now_datetime

from learning_mentor import notify
from learning_mentor.exceptions import MentoringError
from learning_mentor.notices import digest, hours
from tests import factories as make
from tests.notice_factories import mails_to, make_waiting_notices, set_settings

pytestmark = pytest.mark.usefixtures("db")


def test_urgent_mails_go_at_once_in_quiet_hours_too():
	set_settings(quiet_hours=1, mails_from="06:00", mails_to="06:30", digest_at="06:00")
	lead = make.make_safeguarding_lead().name
	before = len(mails_to(lead))
	make.make_nomination(safeguarding_concern=1)
	assert len(mails_to(lead)) == before + 1
	[queue] = frappe.get_all(
		"Email Queue Recipient", {"recipient": lead}, pluck="parent", order_by="creation desc", limit=1
	)
	assert frappe.db.get_value("Email Queue", queue, "send_after") is None


def test_quiet_hours_hold_back_the_rest():
	make_waiting_notices()
	set_settings(quiet_hours=1, mails_from="07:00", mails_to="18:00", mails_on_school_days=0)
	night, noon = datetime(2026, 11, 25, 22, 0), datetime(2026, 11, 25, 12, 0)
	assert not hours.may_mail_staff(night)
	assert hours.may_mail_staff(noon)
	assert hours.next_for_families(noon) is None
	assert hours.next_for_families(night) == datetime(2026, 11, 26, 7, 0)
	assert hours.next_for_families(datetime(2026, 11, 25, 5, 0)) == datetime(2026, 11, 25, 7, 0)
	assert digest.run(night) == []


def test_staff_are_left_alone_at_weekends_and_in_the_holidays():
	make.make_academic_year()
	set_settings(
		quiet_hours=1, mails_from="07:00", mails_to="18:00", mails_on_school_days=1, holidays="2026-11-24"
	)
	for day, expected in ((21, False), (24, False), (25, True)):  # Saturday, holiday, Wednesday
		assert hours.may_mail_staff(datetime(2026, 11, day, 12, 0)) is expected


def test_family_mails_wait_for_the_morning(as_user):
	set_settings(quiet_hours=1, mails_from="06:00", mails_to="06:30", digest_at="06:00")
	guardian = make.make_portal_guardian()
	notify.mail([guardian.user], notify.PLAN_AWAITS_GUARDIAN, {"link": "http://x"})
	[queue] = frappe.get_all(
		"Email Queue Recipient",
		{"recipient": guardian.user},
		pluck="parent",
		order_by="creation desc",
		limit=1,
	)
	within = now_datetime().hour == 6 and now_datetime().minute < 30
	assert bool(frappe.db.get_value("Email Queue", queue, "send_after")) is not within


def test_settings_refuse_hours_that_no_mail_could_go_in():
	with pytest.raises(MentoringError, match="To must be later"):
		set_settings(quiet_hours=1, mails_from="18:00", mails_to="07:00")
	with pytest.raises(MentoringError, match="Daily digest at"):
		set_settings(quiet_hours=1, mails_from="08:00", mails_to="18:00", digest_at="07:30")
