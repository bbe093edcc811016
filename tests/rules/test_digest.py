"""Notices: who gets which mail when, what it says, and what it never says."""

import frappe
import pytest
from frappe.utils import now_datetime

from learning_mentor import notify
from learning_mentor.exceptions import MentoringError
from learning_mentor.notices import choices, digest, kinds, mails, outbox
from tests import factories as make
from tests.notice_factories import (
	MORNING,
	deliver,
	mails_to,
	make_waiting_notices,
	next_morning,
	run_digest,
	set_settings,
	waiting,
)

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture(autouse=True)
def open_all_day():
	"""Each day counts, so that no test hangs on the day that it runs on."""
	set_settings(quiet_hours=0, digest_at="07:30")


@pytest.fixture
def mentor_and_plan():
	return make_waiting_notices()


@pytest.fixture(autouse=True)
def nothing_waits(db):
	"""What others have left to be mailed on the site is away until the test ends."""
	frappe.db.delete("Mentoring Notice")


def test_a_day_s_notices_are_one_mail_with_counts_and_links(mentor_and_plan):
	user, plan = mentor_and_plan
	before = len(mails_to(user))
	assert user in run_digest()
	[mail] = mails_to(user)[before:]
	assert mail.count(f"/mentoring-action-plan/{plan.name}") == 2  # each kind names the record once
	assert "Action plans in force" in mail
	assert "Action plans returned to you" in mail
	assert plan.student_name not in mail
	assert waiting(user) == []


def test_a_digest_that_is_run_again_sends_nothing(mentor_and_plan):
	user, plan = mentor_and_plan
	run_digest()
	before = len(mails_to(user))
	assert user not in run_digest()
	notify.tell([user], kinds.PLAN_ACTIVE, plan)
	assert user not in run_digest()  # not a second one on the same day
	assert len(mails_to(user)) == before
	assert user in run_digest(next_morning() + MORNING)


def test_what_comes_after_the_hour_waits_for_the_next_digest(mentor_and_plan):
	user, _plan = mentor_and_plan
	assert user not in run_digest(now_datetime() - MORNING)
	assert len(waiting(user)) == 3


def test_nobody_gets_an_empty_digest(mentor_and_plan):
	user, _plan = mentor_and_plan
	frappe.db.set_value("Notification Log", {"for_user": user}, "read", 1)
	before = len(mails_to(user))
	assert user not in run_digest()
	assert len(mails_to(user)) == before
	assert waiting(user) == []


def test_the_right_to_read_is_asked_when_the_mail_is_made(mentor_and_plan):
	user, plan = mentor_and_plan
	case = frappe.get_doc("Mentoring Case", plan.case)
	with make.session_of(make.COORDINATOR):
		case.update({"mentor": make.make_mentor().name}).save()
	before = len(mails_to(user))
	run_digest()
	assert not [mail for mail in mails_to(user)[before:] if plan.name in mail]


def test_a_disabled_user_gets_no_mail(mentor_and_plan):
	user, _plan = mentor_and_plan
	frappe.db.set_value("User", user, "enabled", 0)
	before = len(mails_to(user))
	assert user not in run_digest()
	assert len(mails_to(user)) == before


def test_the_digest_speaks_the_language_of_its_reader(mentor_and_plan):
	user, _plan = mentor_and_plan
	frappe.get_doc(
		{
			"doctype": "Translation",
			"language": "de",
			"source_text": kinds.PLAN_ACTIVE.label,
			"translated_text": "Gültige Förderpläne",
		}
	).insert()
	frappe.db.set_value("User", user, "language", "de")
	name = f"{kinds.DAILY_DIGEST} (de)"
	template = {"subject": "Guten Morgen", "use_html": 1, "response_html": "<p>Hallo</p>{{ digest }}"}
	frappe.get_doc({"doctype": "Email Template", "name": name, **template}).insert()
	before = frappe.local.lang
	run_digest()
	assert frappe.local.lang == before
	mail = mails_to(user)[-1]
	assert "Guten Morgen" in mail
	assert "Gültige Förderpläne" in mail


def test_a_person_chooses_for_themselves(mentor_and_plan):
	user, plan = mentor_and_plan
	frappe.db.set_value("Notification Settings", user, choices.OWN_CHOICE, "Immediate")
	assert choices.of_person(kinds.PLAN_ACTIVE, user) == "Immediate"
	frappe.db.set_value("Notification Settings", user, "enable_email_notifications", 0)
	assert choices.of_person(kinds.PLAN_ACTIVE, user) == "Desk Only"
	assert choices.of_person(kinds.NOTE_WAITS, user) == "Immediate"
	count = len(waiting(user))
	notify.tell([user], kinds.PLAN_ACTIVE, plan)
	assert len(waiting(user)) == count


def test_a_school_turns_a_kind_off(mentor_and_plan):
	user, plan = mentor_and_plan
	deliver(kinds.PLAN_ACTIVE, "Off")
	about = {"for_user": user, "document_name": plan.name}
	before = frappe.db.count("Notification Log", about)
	notify.tell([user], kinds.PLAN_ACTIVE, plan)
	assert frappe.db.count("Notification Log", about) == before
	deliver(kinds.PLAN_ACTIVE, "Desk Only")
	notify.tell([user], kinds.PLAN_ACTIVE, plan)
	assert frappe.db.count("Notification Log", about) == before + 1
	assert len(waiting(user)) == 3


def test_urgent_kinds_are_never_off_and_families_get_no_digest():
	for kind, delivery, words in (
		(kinds.VISITOR_NOT_BACK, "Digest", "always goes at once"),
		(kinds.NOTE_WAITS, "Off", "always goes at once"),
		(kinds.PLAN_AWAITS_GUARDIAN, "Digest", "no digest"),
	):
		with pytest.raises(MentoringError, match=words):
			deliver(kind, delivery)


def test_initials_are_in_bodies_only_where_the_school_allows_it(mentor_and_plan):
	user, plan = mentor_and_plan
	assert mails.initials_of(kinds.PLAN_ACTIVE, plan) == ""
	set_settings(initials_in_mails=1)
	assert mails.initials_of(kinds.PLAN_ACTIVE, plan) == "P.T."
	assert mails.initials_of(kinds.NOTE_WAITS, plan) == ""
	text = frappe.get_doc("Email Template", kinds.PLAN_ACTIVE.email_template)
	text.update({"subject": "{{ initials }}{{ notice }}"}).save()
	mails.queue_notice(kinds.PLAN_ACTIVE, user, "A notice", plan)
	message = mails_to(user)[-1]
	subject = next(line for line in message.splitlines() if line.startswith("Subject:"))
	assert "P.T." not in subject
	assert "P.T." in message


def test_immediate_notices_are_mailed_one_by_one(mentor_and_plan):
	user, plan = mentor_and_plan
	deliver(kinds.PLAN_ACTIVE, "Immediate")
	before = len(mails_to(user))
	notify.tell([user], kinds.PLAN_ACTIVE, plan)
	assert len(mails_to(user)) == before  # its right is asked when the mail is made
	assert digest.send_waiting(user, now_datetime())
	[mail] = mails_to(user)[before:]
	assert f"An action plan is active: {plan.name}" in mail
	assert not digest.send_waiting(user, now_datetime())


def test_every_kind_has_a_text_that_admins_can_edit_and_keeps_theirs():
	templates = set(frappe.get_all("Email Template", pluck="name", order_by="name"))
	assert {kind.email_template for kind in kinds.KINDS.values()} | {kinds.DAILY_DIGEST} <= templates
	settings = frappe.get_doc("Mentoring Settings")
	assert [row.kind for row in settings.notices] == list(kinds.KINDS)
	deliver(kinds.PLAN_ACTIVE, "Off")
	frappe.db.delete("Mentoring Notice Setting", {"kind": kinds.PLAN_RETURNED.key})
	choices.seed()
	rows = {row.kind: row.delivery for row in frappe.get_doc("Mentoring Settings").notices}
	assert rows[kinds.PLAN_ACTIVE.key] == "Off"
	assert rows[kinds.PLAN_RETURNED.key] == kinds.PLAN_RETURNED.delivery


def test_old_notices_are_forgotten(mentor_and_plan):
	user, _plan = mentor_and_plan
	frappe.db.set_value(outbox.NOTICE, {"for_user": user}, "creation", "2026-01-01", update_modified=False)
	digest.tidy()
	assert waiting(user) == []


def test_nominators_and_coordinators_hear_of_each_other(as_user):
	make.make_coordinator()
	nomination = make.make_nomination(status="Under Review")
	about = {"document_name": nomination.name}
	told = frappe.get_all("Notification Log", about, pluck="for_user", order_by="name")
	assert make.COORDINATOR in told
	with as_user(make.COORDINATOR):
		nomination.update({"decision_reason": "Enough help already"}).save()
		make.act(nomination, "Decline")
	told = frappe.get_all("Notification Log", about, pluck="for_user", order_by="name")
	assert nomination.nominated_by in told
