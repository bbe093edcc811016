"""The child-protection file goes apart, and just safeguarding leads know of it."""

import frappe
import pytest
from frappe.utils import today

from learning_mentor.exceptions import MentoringError
from learning_mentor.transition import reminders as transition_reminders
from tests import factories as make
from tests import transition_factories as transitions
from tests.nights import remind
from tests.transition_factories import PLAN

FILE = "Mentoring Protection File"


@pytest.fixture
def case(db):
	return transitions.make_case()


@pytest.fixture
def draft(case):
	return transitions.make_plan(case)


def notices(plan, words: str) -> list[str]:
	told = {"document_type": PLAN, "document_name": plan.name, "subject": ["like", f"%{words}%"]}
	return frappe.get_all("Notification Log", told, pluck="for_user", order_by="creation")


def new_file(plan, **values):
	return frappe.get_doc(
		{"doctype": FILE, "transition_plan": plan.name, "file_exists": "Yes", **transitions.dated(values)}
	)


SENT = {"sent_on": 0, "sent_how": "By hand", "sent_to": "Lee Moss"}


def test_leads_alone_know_of_a_child_protection_file(draft, as_user):
	lead = make.make_safeguarding_lead().name
	with as_user(lead):
		record = new_file(draft, **SENT).insert()
	assert record.student == draft.student
	for user in (make.mentor_user(draft), make.COORDINATOR):
		with as_user(user):
			assert not frappe.has_permission(FILE, "read", doc=record)
			with pytest.raises(frappe.PermissionError):
				frappe.get_list(FILE, order_by="name")
			with pytest.raises(frappe.PermissionError):
				new_file(draft).insert()


UNTOLD = (
	({"sent_on": 0}, "which safeguarding lead"),
	({"receipt_on": 0, "receipt_by": "Lee"}, "when the file was sent"),
	({**SENT, "receipt_on": 0}, "who signed"),
	({**SENT, "receipt_on": -1, "receipt_by": "Lee"}, "lies before"),
	({**SENT, "file_exists": "No"}, "no child-protection file"),
)


def test_a_file_s_way_is_told_whole(draft, as_user):
	with as_user(make.make_safeguarding_lead().name):
		for values, words in UNTOLD:
			with pytest.raises(MentoringError, match=words):
				new_file(draft, **values).insert()


def test_leads_are_told_once_when_nothing_is_recorded_in_time(case, as_user):
	plan = transitions.make_plan(case, transfer_date=today())
	lead = make.make_safeguarding_lead().name
	remind(transition_reminders)
	assert notices(plan, "child-protection") == []
	for _time in range(2):
		remind(transition_reminders, transition_reminders.send_by(plan.transfer_date))
	assert notices(plan, "child-protection").count(lead) == 1


@pytest.mark.parametrize(("values", "told"), [({}, 1), (SENT, 0), ({"file_exists": "No"}, 0)])
def test_a_record_of_a_file_sent_or_of_none_ends_the_reminder(case, as_user, values, told):
	plan = transitions.make_plan(case, transfer_date=today())
	lead = make.make_safeguarding_lead().name
	with as_user(lead):
		new_file(plan, **values).insert()
	remind(transition_reminders, transition_reminders.send_by(plan.transfer_date))
	assert notices(plan, "child-protection").count(lead) == told
