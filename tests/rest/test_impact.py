"""Figures for charts over HTTP, for those who may read the record; no scans on a mentor's profile."""

import pytest

from tests.rest import stories
from tests.rest.conftest import GUARDIAN, MENTOR, OTHER_MENTOR, TEACHER, data, refused
from tests.rest.stories import PLAN

METHODS = "/api/method/learning_mentor.api.impact."


@pytest.fixture(scope="module")
def plan(school, signed_in) -> dict:
	return data(signed_in(MENTOR).read(PLAN, stories.plan_awaiting_guardian(signed_in, school)))


def test_the_mentor_reads_the_figures_of_case_and_plan(plan, signed_in):
	session = signed_in(MENTOR).session
	of_case = data(session.get(METHODS + "of_case", params={"case": plan["case"]}))
	assert set(of_case) == {"check_ins", "attendance", "results"}
	of_plan = data(session.get(METHODS + "of_plan", params={"plan": plan["name"]}))
	assert [target["number"] for target in of_plan["targets"]] == [1]
	assert of_plan["targets"][0]["advice"] == "Too few points"


@pytest.mark.parametrize("user", [OTHER_MENTOR, TEACHER, GUARDIAN])
def test_others_do_not(plan, signed_in, user):
	session = signed_in(user).session
	refused(session.get(METHODS + "of_case", params={"case": plan["case"]}), 403)
	refused(session.get(METHODS + "of_plan", params={"plan": plan["name"]}), 403)


def test_a_scan_for_a_mentor_s_profile_is_refused(plan, signed_in):
	answer = signed_in(MENTOR).session.post(
		"/api/method/upload_file",
		data={"doctype": "Mentor Profile", "docname": plan["mentor"], "is_private": 1},
		files={"file": ("scan.png", b"not a picture", "image/png")},
	)
	assert answer.status_code in (403, 417)
