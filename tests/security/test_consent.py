"""Consent that is withdrawn ends with the next request what was open by it: links, packs, notes of health."""

import frappe
import pytest

from learning_mentor.learning_mentor.doctype.mentoring_referral.consent import WITHDRAWN
from tests import event_factories as events
from tests import factories as make
from tests import referral_factories as referrals
from tests import transition_factories as transitions
from tests.conftest import session_of
from tests.security.lane import Lane, text_of

SCHOOL = "dana.reed@hill.example.com"
API = "learning_mentor.api"

pytestmark = pytest.mark.usefixtures("own_school")


def lane(user: str) -> Lane:
	return Lane(user, keeps=True)


def opened(key: str) -> str:
	answer = lane("Guest").open("POST", "/mentoring/outside", {"key": key, "show": "1"}, accept="text/html")
	assert answer.status_code == 200
	return text_of(answer)


def test_an_agency_s_link_shows_nothing_more():
	referral = referrals.make_referral(status="Sent")
	key = referrals.keys_mailed()[-1]
	assert "Wordreason" in opened(key)
	referrals.answer(referral, WITHDRAWN)
	assert "Wordreason" not in opened(key)
	reply = lane("Guest").call(f"{API}.referrals.reply", key=key, kind="Accepted", name="Dr Winter")
	assert reply.status_code == 410
	assert not frappe.db.exists("Mentoring Referral Reply", {"parent": referral.name})


@pytest.mark.parametrize("party", ["Pupil", "Guardian"])
def test_a_school_s_link_opens_no_pack_any_more(party):
	frappe.db.delete("Email Queue Recipient", {"recipient": SCHOOL})
	plan = transitions.make_plan(status="Shared")
	key = referrals.keys_mailed(SCHOOL)[-1]
	assert "Patientstrength" in opened(key)
	transitions.withdraw(plan, party)
	assert "Patientstrength" not in opened(key)
	for method in ("pack_of_link", "pdf_of_link"):
		answer = lane("Guest").call(f"{API}.transition.{method}", key=key)
		assert answer.status_code == 410
		assert "Patientstrength" not in text_of(answer)


def test_a_child_whose_guardian_withdraws_is_no_longer_in_the_care_of_an_event_s_staff():
	make.make_user(*make.TEACHER_ROLES, email=events.COLLEAGUE)
	event, guardian = events.make_event(make.make_mentor(), kind="Trip"), make.make_portal_guardian()
	child = make.make_student(guardian)
	family = lane(guardian.user)
	answer = family.call(f"{API}.events.register", name=event.name, student=child.name, consent=1, photos=1)
	assert answer.status_code == 200, text_of(answer)[-500:]
	with session_of(make.COORDINATOR):
		note = frappe.get_doc({"doctype": events.NOTE, "student": child.name, "note": "Bees"}).insert()
	staff, path = lane(events.COLLEAGUE), f"/api/resource/{events.NOTE}/{note.name}"
	assert staff.open("GET", path).status_code == 200
	answer = family.call(f"{API}.events.withdraw_consent", student=child.name)
	assert answer.status_code == 200, text_of(answer)[-500:]
	assert staff.open("GET", path).status_code == 403
	assert note.name not in text_of(staff.open("GET", f"/api/resource/{events.NOTE}"))
