"""Who leads a session, on its day."""

import frappe
import pytest
from frappe.utils import add_days, today

from learning_mentor import sessions
from learning_mentor.exceptions import MentorUnavailableError
from tests import factories as make
from tests import session_factories as daily
from tests.session_factories import MISSED, at

pytestmark = pytest.mark.usefixtures("db")


SESSION = "Mentoring Session"


NOT_FIT = {
	"not cleared": {"clearance_issued_on": None},
	"Lapsed": {"clearance_issued_on": "2020-01-15"},
	"on leave": {"status": "On Leave"},
	"has left": {"status": "Left"},
}


@pytest.mark.parametrize("words", list(NOT_FIT))
def test_a_leader_who_may_not_work_is_refused(case, words):
	leader = make.make_mentor()
	leader.update(NOT_FIT[words]).save()
	told = words if words == "has left" else "cannot work with pupils then"  # a colleague is not told why
	for values in ({"status": "Planned"}, {"status": "Held"}):
		with pytest.raises(MentorUnavailableError, match=told), make.session_of(make.mentor_user(case)):
			daily.new_session(case, at(-1, 9), led_by=leader.name, **values).insert()


def test_a_clearance_that_lapsed_since_the_planning_is_seen_when_the_session_is_logged(case):
	planned = daily.plan_session(case, at())
	profile = frappe.get_doc("Mentor Profile", case.mentor)
	profile.update(NOT_FIT["Lapsed"]).save()
	with pytest.raises(MentorUnavailableError, match="Lapsed"):
		daily.log_session(case, session=planned.name)
	missed = daily.log_session(case, session=planned.name, **MISSED)
	assert missed.status == "Missed"


def test_the_day_of_the_session_counts_for_leave(case):
	profile = frappe.get_doc("Mentor Profile", case.mentor)
	profile.update({"leave_from": add_days(today(), 2), "leave_to": add_days(today(), 4)}).save()
	with pytest.raises(MentorUnavailableError, match="on leave"):
		daily.plan_session(case, at(2, 9))
	with pytest.raises(MentorUnavailableError, match="on leave"):
		daily.plan_session(case, at(4, 9))
	assert daily.plan_session(case, at(1, 9)).led_by == case.mentor
	assert daily.plan_session(case, at(5, 9)).led_by == case.mentor


def test_whoever_covers_leads_what_they_log_and_plan_for_the_leave(case, as_user):
	cover = make.make_mentor()
	planned = daily.plan_session(case, at())
	away_until = add_days(today(), 5)
	profile = frappe.get_doc("Mentor Profile", case.mentor)
	profile.update({"leave_from": today(), "leave_to": away_until})
	profile.append("cover", {"covered_by": cover.name, "from_date": today(), "to_date": away_until})
	profile.save()
	with as_user(cover.user):
		logged = sessions.log(case.name, {})
		during = daily.new_session(case, at(2, 9)).insert()
		after = daily.new_session(case, at(6, 9)).insert()
	assert logged == planned.name
	assert frappe.db.get_value(SESSION, logged, ["led_by", "mentor"]) == (cover.name, case.mentor)
	assert (during.led_by, after.led_by) == (cover.name, case.mentor)


def test_a_colleague_who_was_to_lead_still_does_when_the_mentor_logs(case):
	colleague = make.make_mentor()
	planned = daily.plan_session(case, at(), led_by=colleague.name)
	assert daily.log_session(case, session=planned.name).led_by == colleague.name


def test_another_mentor_of_the_case_leads_what_was_planned(case, as_user):
	"""What was held stays with whoever led it."""
	held, planned = daily.log_session(case, at(-1, 9)), daily.plan_session(case, at(3, 9))
	former, new = case.mentor, make.make_mentor()
	with as_user(make.COORDINATOR):
		case.update({"mentor": new.name}).save()
	assert frappe.db.get_value(SESSION, planned.name, ["led_by", "mentor"]) == (new.name, new.name)
	assert frappe.db.get_value(SESSION, held.name, ["led_by", "mentor"]) == (former, new.name)
