"""Moving to the next school and closing over the server: each refused caller, and the pack behind a link."""

import json

import frappe
import pytest
import requests

from tests import factories as make
from tests import referral_factories as referrals
from tests import transition_factories as transitions
from tests.conftest import begin_request, end_request
from tests.rest import stories
from tests.rest.conftest import GUARDIAN, MENTOR, OTHER_GUARDIAN, OTHER_MENTOR, TEACHER, data, refused
from tests.transition_factories import ALL, PLAN, TEXTS

OF_FAMILIES = {"of_family": {}, "answer": {"typed_name": "Jo", "sections": list(ALL)}, "withdraw": {}}
OUTSIDE = {
	"confirm_receipt": {"name": "Dana"},
	"ask": {"question": "Who?"},
	"pack_of_link": {},
	"pdf_of_link": {},
}


@pytest.fixture(scope="module")
def case(school, signed_in) -> str:
	return stories.open_case(signed_in, school)


@pytest.fixture(scope="module")
def plan(signed_in, case) -> str:
	"""A draft that the guardian has been asked about."""
	values = transitions.new_plan(frappe._dict(name=case)).as_dict(no_default_fields=True)
	wanted = {field: str(value) for field, value in values.items() if value and field != "status"}
	name = data(signed_in(MENTOR).add(PLAN, **wanted))["name"]
	data(signed_in(MENTOR).call("transition.ask_family", name=name))
	return name


@pytest.fixture(scope="module")
def mails(school):
	"""A site that sends mail, for these tests alone."""
	with referrals.committed_mail_account():
		yield


@pytest.fixture(autouse=True)
def as_committed(site):
	"""What the server has committed is seen by this process."""
	end_request()
	begin_request()


def call(api, method: str, **values):
	return (
		api.ask(f"transition.{method}", **values)
		if method == "of_family"
		else api.call(f"transition.{method}", **values)
	)


@pytest.mark.parametrize("method", OF_FAMILIES)
def test_a_plan_is_the_own_guardian_s(signed_in, plan, method):
	values = OF_FAMILIES[method]
	foreign = call(signed_in(OTHER_GUARDIAN), method, name=plan, **values)
	missing = call(signed_in(GUARDIAN), method, name="MTP-1999-00001", **values)
	refused(foreign, 404, "There is no such plan")
	refused(missing, 404, "There is no such plan")
	for user in (MENTOR, TEACHER):
		refused(call(signed_in(user), method, name=plan, **values), 403, "for guardians")


def test_a_guardian_answers_and_takes_it_back(signed_in, plan):
	data(signed_in(GUARDIAN).call("transition.answer", name=plan, typed_name="Jo", sections=["share_works"]))
	seen = data(signed_in(GUARDIAN).ask("transition.of_family", name=plan))
	assert (seen["answer"], seen["texts"]["worries"]) == ("given", TEXTS["worries"])
	data(signed_in(GUARDIAN).call("transition.withdraw", name=plan))
	(row,) = data(signed_in(MENTOR).read(PLAN, plan))["consents"]
	assert (row["share_works"], row["withdrawn_how"]) == (1, "Portal")


def test_staff_of_other_cases_reach_nothing(signed_in, case, plan):
	for user in (OTHER_MENTOR, TEACHER):
		api = signed_in(user)
		refused(api.read(PLAN, plan), 403)
		refused(api.call("transition.ask_family", name=plan), 403)
		refused(api.call("transition.new_link", name=plan), 403)
		refused(api.ask("transition.pack", name=plan), 403)
		refused(api.ask("transition.pack_pdf", name=plan), 403)
		refused(api.ask("closing.defaults", case=case), 403)
		refused(api.ask("closing.certificate", case=case), 403)
		refused(api.call("closing.record_follow_up", case=case, number=1, result="Doing well"), 403)


def test_a_write_does_not_go_round_consent(signed_in, plan):
	api = signed_in(MENTOR)
	refused(api.write(PLAN, plan, status="Shared"), 417, "set by the workflow")
	refused(api.write(PLAN, plan, workflow_state="Shared"), 417)
	portal = transitions.consent_of("Pupil", how="Portal")
	refused(api.write(PLAN, plan, consents=[portal]), 417, "entered by whoever gives it")


@pytest.mark.parametrize("method", OUTSIDE)
def test_a_forged_key_opens_nothing(school, method):
	address = f"{make.server_address()}/api/method/learning_mentor.api.transition.{method}"
	for key in ("", "x.y", "a" * 32 + "." + "0" * 64):
		answer = requests.post(address, json={"key": key, **OUTSIDE[method]}, timeout=60)
		refused(answer, 410, "not valid")


def test_the_pack_behind_a_link_is_what_consent_covers(signed_in, plan, mails):
	shared = shared_plan(signed_in, plan)
	address = f"{make.server_address()}/api/method/learning_mentor.api.transition"
	answer = requests.post(f"{address}.pack_of_link", data={"key": shared}, timeout=60)
	pack = json.loads(answer.content)
	assert pack["format"] == "learning-mentor-handover-pack"
	assert set(pack["sections"]) == {"what_works", "people"}
	pdf = requests.post(f"{address}.pdf_of_link", data={"key": shared}, timeout=60)
	assert pdf.content[:4] == b"%PDF"
	data(signed_in(GUARDIAN).call("transition.withdraw", name=plan))
	gone = requests.post(f"{address}.pack_of_link", data={"key": shared}, timeout=60)
	refused(gone, 410, "taken this link back")


def shared_plan(signed_in, plan: str) -> str:
	"""Take the plan to Shared, as mentor and guardian do. Returns the key that was mailed."""
	api, sections = signed_in(MENTOR), ("share_works", "share_people")
	rows = data(api.read(PLAN, plan))["consents"]
	data(api.write(PLAN, plan, consents=[*rows, transitions.consent_of("Pupil", sections)]))
	data(signed_in(GUARDIAN).call("transition.answer", name=plan, typed_name="Jo", sections=list(ALL)))
	for action in ("Agree Plan", "Share with School"):
		data(api.act(PLAN, plan, action))
	end_request()
	begin_request()
	return referrals.keys_mailed("dana.reed@hill.example.com")[-1]
