"""Who is out: the visitor, the companion and the duty contact, and writing it up."""

from datetime import timedelta

import frappe
import pytest
from frappe.utils import getdate

from learning_mentor.school_days import add_school_days
from learning_mentor.visits import duty as visit_duty
from learning_mentor.visits import writing as visit_writing
from tests import factories as make
from tests import visit_factories as visits
from tests.nights import remind
from tests.visit_factories import VISIT


def test_other_mentors_see_no_visit(case, as_user):
	visit = visits.plan_visit(case)
	with as_user(make.make_mentor().user):
		assert not frappe.has_permission(VISIT, "read", visit)
		assert visit.name not in frappe.get_list(VISIT, pluck="name", order_by="name", limit_page_length=0)


def test_companion_and_duty_contact_see_what_keeps_people_safe_and_no_pupil(case, as_user):
	visit = visits.under_way(case)
	for user in (visit.companion, visit.duty_contact, make.mentor_user(case)):
		with as_user(user):
			shown = [row for row in visit_duty.my_visits() if row["name"] == visit.name]
		assert len(shown) == 1
		assert case.student not in str(shown) and case.student_name not in str(shown)
	with as_user(visit.companion):
		assert not frappe.has_permission(VISIT, "read", visit)
	with as_user(make.make_mentor().user):
		assert visit.name not in [row["name"] for row in visit_duty.my_visits()]


def test_a_companion_checks_in_and_the_duty_contact_does_not(case, as_user):
	visit = visits.make_visit(case, status="Approved")
	with as_user(visit.duty_contact), pytest.raises(frappe.PermissionError, match="Only the visitors"):
		visit_duty.check_in(visit.name)
	with as_user(visit.companion):
		assert visit_duty.check_in(visit.name)["status"] == "Under Way"
		first = visit_duty.check_in(visit.name)["at"]
		assert visit_duty.check_in(visit.name)["at"] == first
	visit.reload()
	assert visit.checked_in_by == visit.companion


def test_strangers_touch_no_visit(case, as_user):
	visit = visits.under_way(case)
	with as_user(make.make_mentor().user):
		for call in (visit_duty.check_in, visit_duty.check_out):
			with pytest.raises(frappe.PermissionError, match="no such visit"):
				call(visit.name)
		with pytest.raises(frappe.PermissionError):
			visit_duty.stand_down(visit.name, "Heard from them")
		with pytest.raises(frappe.PermissionError):
			visit_duty.extend(visit.name, 15)


def test_checking_out_twice_is_one_check_out(case, as_user):
	visit = visits.under_way(case)
	with as_user(make.mentor_user(case)):
		first = visit_duty.check_out(visit.name)
		assert visit_duty.check_out(visit.name) == first
	assert first["status"] == "Completed"


def test_nobody_let_them_in(case, as_user):
	visit = visits.under_way(case)
	with as_user(make.mentor_user(case)):
		assert visit_duty.check_out(visit.name, "Nobody opened")["status"] == "No Access"
	visit.reload()
	assert visit.status_reason == "Nobody opened"


def test_a_visit_is_written_up_within_a_school_day(case, as_user):
	visit = visits.make_visit(case, status="Completed")
	due = add_school_days(visit.checked_out_on, 1)
	about = {"document_name": visit.name, "subject": ["like", "%written up%"]}
	remind(visit_writing, due - timedelta(days=1))
	assert not frappe.db.count("Notification Log", about)
	remind(visit_writing, due)
	remind(visit_writing, due)
	assert frappe.get_all("Notification Log", about, pluck="for_user", order_by="name") == [
		make.mentor_user(case)
	]


def test_a_visit_that_is_written_up_reminds_nobody(case, as_user):
	visit = visits.make_visit(case, status="Completed")
	with as_user(make.mentor_user(case)):
		visit.outcome = "Went well"
		visit.save()
	remind(visit_writing, getdate() + timedelta(days=30))
	assert not frappe.db.count(
		"Notification Log", {"document_name": visit.name, "subject": ["like", "%written%"]}
	)
