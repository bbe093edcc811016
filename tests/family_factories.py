"""Families and caseloads of any size, each child with all that the portal and the morning page show."""

from datetime import timedelta

import frappe
from frappe.utils import now_datetime

from tests import factories as make
from tests import pupil_factories as pupils
from tests import referral_factories as referrals
from tests import session_factories as sessions
from tests import transition_factories as transitions
from tests import visit_factories as visits

SESSION = "Mentoring Session"


def make_family(children: int, mentor) -> tuple:
	"""A guardian whose children are all mentored. Returns the guardian's user, and the first child.

	The first child can sign in, too.
	"""
	guardian = make.make_portal_guardian()
	scale, agency = pupils.make_scale(), referrals.make_agency()
	first = pupils.make_pupil(guardian)
	for number in range(children):
		case = make.make_case(make.make_student(guardian) if number else first, mentor)
		give_records(case, scale, agency, hour=8 + number % 10, days=7 * (number // 10))
	return guardian.user, first


def give_records(case, scale, agency, hour: int, days: int = 0) -> None:
	"""A plan in force, check-ins asked, a visit ahead, a referral and a move that await the family."""
	make.make_plan(case, status="Active")
	pupils.ask(case, scale, "Guardian")
	pupils.ask(case, scale, "Pupil")
	make.make_user(*make.TEACHER_ROLES, email=visits.COMPANION)
	make.make_user(*make.LEAD_ROLES, email=visits.DUTY_CONTACT)
	starts_on = visits.working_day(hour) + timedelta(days=days)
	guardian = frappe.get_all("Student Guardian", {"parent": case.student}, pluck="guardian", order_by="idx")
	visits.make_visit(
		case,
		status="Approved",
		starts_on=starts_on,
		minutes=30,
		guardians=[{"guardian": name} for name in guardian],
	)
	referrals.make_referral(case, status="Awaiting Consent", agency=agency)
	transitions.make_plan(case)
	frappe.db.set_value("Mentoring Transition Plan", {"case": case.name}, "family_asked_on", now_datetime())


def add_sessions(case, number: int) -> None:
	"""Sessions held, and written up then, in the last years, and one ahead: as many as told, in bulk."""
	first = sessions.log_session(case, sessions.at(days=-1, hour=9))
	values = first.as_dict(no_nulls=True, convert_dates_to_str=True)
	columns = [field for field in first.meta.get_valid_columns() if field in values and field != "name"]
	rows = []
	for place in range(number - 1):
		moment = sessions.at(days=-2 - place % 1000, hour=9 + place % 5)
		ended = moment + timedelta(minutes=30)
		times = {"starts_on": moment, "ends_on": ended, "creation": ended, "modified": ended}
		rows.append((f"{case.name}-{place}", *({**values, **times}[column] for column in columns)))
	frappe.db.bulk_insert(SESSION, ["name", *columns], rows)
	sessions.plan_session(case, sessions.ahead(60))
