"""Liaison: logged by hand or from an e-mail, with actions as tasks and the next contact remembered."""

from datetime import timedelta

import frappe
import pytest
from frappe.utils import add_days, getdate, now_datetime

from learning_mentor import chronology, liaison
from learning_mentor.exceptions import MentoringError
from tests import factories as make
from tests import session_factories as daily
from tests.conftest import session_of
from tests.nights import remind

LIAISON = "Mentoring Liaison"


@pytest.fixture
def case(db):
	make.make_coordinator()
	return make.make_case()


def new_liaison(case, **values):
	return frappe.get_doc(
		{
			"doctype": LIAISON,
			"case": case.name,
			"party": "School nurse",
			"channel": "Phone",
			"contacted_on": now_datetime(),
			"summary": "Sleeps badly since the move",
			**values,
		}
	)


def log(case, **values):
	with session_of(make.mentor_user(case)):
		return new_liaison(case, **values).insert()


def test_it_hangs_on_the_case_and_on_its_mentor(case, as_user):
	made = log(case)
	assert (made.student, made.mentor) == (case.student, case.mentor)
	stranger = make.make_mentor().user
	with as_user(stranger):
		assert not frappe.has_permission(LIAISON, "read", made)
		with pytest.raises(frappe.PermissionError):
			new_liaison(case).insert()


def test_the_days_make_sense(case):
	with pytest.raises(MentoringError, match="When is in the future"):
		log(case, contacted_on=now_datetime() + timedelta(minutes=5))
	with pytest.raises(MentoringError, match="Next contact must not be before"):
		log(case, next_contact_on=add_days(getdate(), -1))
	assert log(case, next_contact_on=getdate()).name


def test_actions_become_tasks_once(case, as_user):
	action = {"task": "Send the sleep diary", "responsible": make.mentor_user(case), "due_date": getdate()}
	made = log(case, follow_ups=[action])
	with as_user(make.mentor_user(case)):
		made.reload()
		made.save()
	todos = frappe.get_all("ToDo", {"reference_name": made.name}, ["name", "description"], order_by="name")
	assert [todo.name for todo in todos] == [made.follow_ups[0].todo]
	assert "sleep" not in todos[0].description


def test_an_action_is_for_somebody_who_may_see_the_case(case):
	teacher = make.make_teacher().name
	with pytest.raises(MentoringError, match="may not see this case"):
		log(case, follow_ups=[{"task": "Ring", "responsible": teacher, "due_date": getdate()}])


def test_it_is_in_the_chronology(case, as_user):
	made = log(case)
	with as_user(make.mentor_user(case)):
		entries = chronology.of_case(case.name, ["Liaison"])
	assert [entry["name"] for entry in entries] == [made.name]
	assert "Sleeps badly" in entries[0]["text"]


def email(case, **values):
	return frappe.get_doc(
		{
			"doctype": "Communication",
			"communication_type": "Communication",
			"communication_medium": "Email",
			"sent_or_received": "Received",
			"subject": "Re: your question",
			"sender": "nurse@example.com",
			"recipients": "mentor@example.com",
			"content": "<p>He sleeps <b>better</b> now</p>",
			"reference_doctype": "Mentoring Case",
			"reference_name": case.name,
			**values,
		}
	).insert()


def test_an_email_to_the_case_is_logged_once(case):
	message = email(case)
	message.save()
	rows = frappe.get_all(LIAISON, {"case": case.name}, ["*"], order_by="name")
	assert [(row.communication, row.channel, row.mentor) for row in rows] == [
		(message.name, "E-mail", case.mentor)
	]
	assert rows[0].summary == "He sleeps better now"
	assert "nurse@example.com" in rows[0].people


@pytest.mark.parametrize(
	"values",
	[{"communication_type": "Comment"}, {"communication_medium": "Phone"}, {"reference_doctype": "User"}],
)
def test_what_is_no_email_to_a_case_is_not_logged(case, values):
	if "reference_doctype" in values:
		values = {**values, "reference_name": "Guest"}
	email(case, **values)
	assert not frappe.db.count(LIAISON, {"case": case.name})


def test_an_email_to_a_closed_case_arrives_and_is_not_logged(case):
	daily.close(case)
	assert email(case).name
	assert not frappe.db.count(LIAISON, {"case": case.name})


def test_a_caller_does_not_say_which_email_it_was(case):
	other = frappe.get_doc({"doctype": "Communication", "subject": "x", "content": "x"}).insert()
	assert log(case, communication=other.name).communication is None


def test_the_next_contact_is_remembered_on_the_day_once(case):
	made = log(case, next_contact_on=add_days(getdate(), 7))
	about = {"document_name": made.name}
	remind(liaison, add_days(getdate(), 6))
	assert not frappe.db.count("Notification Log", about)
	for days in (7, 7, 8):
		remind(liaison, add_days(getdate(), days))
	assert frappe.get_all("Notification Log", about, pluck="for_user", order_by="name") == [
		make.mentor_user(case)
	]
