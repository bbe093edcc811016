"""Lists in pages, and the steps that integrators take: a whole story by the app's endpoints alone."""

import pytest
from frappe.utils import today

from tests import factories as make
from tests.rest import stories
from tests.rest.conftest import MENTOR, OTHER_MENTOR, TEACHER, data, refused
from tests.rest.stories import PLAN
from tests.rest.test_home_visits import visit_of


@pytest.fixture(scope="module")
def case(school, signed_in) -> str:
	return stories.open_case(signed_in, school)


def test_nominations_come_in_pages(school, signed_in):
	teacher = signed_in(TEACHER)
	made = [stories.nominate(signed_in, school.make_pupil()) for _each in range(3)]
	first = teacher.ask("nominations.mine", limit=2).json()
	assert [row["name"] for row in first["message"]] == made[:0:-1]
	assert (first["has_more"], first["next"]) == (True, 2)
	second = teacher.ask("nominations.mine", limit=2, start=first["next"]).json()
	assert second["message"][0]["name"] == made[0]
	everything = teacher.ask("nominations.mine", limit=1000).json()
	assert len(everything["message"]) <= 100


def test_a_last_page_has_no_next(case, signed_in):
	answer = signed_in(MENTOR).ask("sessions.chronology_of", case=case, limit=1, start=5000).json()
	assert (answer["message"], answer["has_more"], answer["next"]) == ([], False, None)


def test_the_board_says_whether_there_is_more(school, signed_in):
	for _each in range(2):
		stories.nominate(signed_in, school.make_pupil())
	coordinator = signed_in(make.COORDINATOR)
	answer = coordinator.ask("selection.board", limit=1).json()
	assert len(answer["message"]["nominations"]) == 1
	assert (answer["has_more"], answer["next"]) == (True, 1)


def test_a_plan_goes_its_way_by_endpoints(case, signed_in):
	mentor, coordinator = signed_in(MENTOR), signed_in(make.COORDINATOR)
	plan = data(mentor.call("plans.draft", case=case, summary="Speak", targets=[dict(make.target())]))
	assert plan["status"] == "Draft"
	name = {"plan": plan["name"]}
	refused(mentor.call("plans.approve", **name), 417, "cannot become")
	assert data(mentor.call("plans.send_for_approval", **name))["status"] == "Pending Approval"
	refused(mentor.call("plans.approve", **name), 403, "not yours to take")
	refused(signed_in(OTHER_MENTOR).call("plans.approve", **name), 403)
	back = data(coordinator.call("plans.return_to_author", comment="More, please", **name))
	assert back["status"] == "Returned"
	data(mentor.call("plans.send_for_approval", **name))
	assert data(coordinator.call("plans.approve", **name))["status"] == "Pending Guardian Agreement"
	answer = {
		"agreed_name": "A Parent",
		"agreed_how": "On paper",
		"agreed_on": today(),
		"comment": "No phone",
	}
	refused(coordinator.call("plans.record_agreement", **{**answer, "agreed_name": ""}, **name), 417)
	assert data(coordinator.call("plans.record_agreement", **answer, **name))["status"] == "Active"
	stored = data(mentor.read(PLAN, plan["name"]))
	assert (stored["docstatus"], stored["agreed_name"]) == (1, "A Parent")


def test_a_nomination_is_withdrawn_by_its_nominator_alone(school, signed_in):
	nomination = stories.nominate(signed_in, school.make_pupil())
	refused(signed_in(MENTOR).call("nominations.withdraw", nomination=nomination), 403)
	answer = data(signed_in(TEACHER).call("nominations.withdraw", nomination=nomination))
	assert answer == {"name": nomination, "status": "Withdrawn"}


def test_a_visit_is_planned_approved_and_cancelled(case, signed_in):
	mentor, coordinator = signed_in(MENTOR), signed_in(make.COORDINATOR)
	values = {field: value for field, value in visit_of(case).items() if field != "case"}
	refused(signed_in(OTHER_MENTOR).call("home_visits.plan", case=case, values=values), 403)
	visit = data(mentor.call("home_visits.plan", case=case, values=values))
	assert visit["status"] == "Planned"
	assert data(coordinator.call("home_visits.approve", name=visit["name"]))["status"] == "Approved"
	refused(mentor.call("home_visits.cancel", name=visit["name"], reason=""), 417)
	gone = data(mentor.call("home_visits.cancel", name=visit["name"], reason="They called"))
	assert gone["status"] == "Cancelled"


def test_a_referral_is_drafted_and_consent_asked(case, signed_in):
	coordinator, mentor = signed_in(make.COORDINATOR), signed_in(MENTOR)
	agency = make.unique("Agency")
	values = {
		"agency_name": agency,
		"agency_type": "Mental health",
		"secure_email": "referrals@agency.example",
	}
	data(coordinator.add("Support Agency", **values))
	asked = {"case": case, "agency": agency, "reason": "Sleep", "needs": [{"need": make.NEED}]}
	refused(signed_in(OTHER_MENTOR).call("referrals.refer", **asked), 403)
	referral = data(mentor.call("referrals.refer", **asked))
	assert referral["status"] == "Draft"
	refused(mentor.call("referrals.send", name=referral["name"]), 417)
	assert (
		data(mentor.call("referrals.ask_for_consent", name=referral["name"]))["status"] == "Awaiting Consent"
	)
