"""Figures for charts over HTTP, for those who may read the record; no scans on a mentor's profile."""

from pathlib import Path

import frappe
import pytest

from tests import factories as make
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


def upload(session, doctype: str, name: str, file_name: str = "scan.txt"):
	return session.post(
		"/api/method/upload_file",
		data={"doctype": doctype, "docname": name, "is_private": 1},
		files={"file": (file_name, file_name.encode(), "text/plain")},
	)


def test_a_scan_for_a_mentor_s_profile_is_refused(plan, signed_in):
	"""Also to those who may write the profile, and by moving a file there that hangs elsewhere."""
	api = signed_in(make.COORDINATOR)
	refused(upload(api.session, "Mentor Profile", plan["mentor"], "refused.txt"), 417, "takes no files")
	assert not list(Path(frappe.get_site_path("private", "files")).glob("refused*"))
	file = data(upload(api.session, "Mentoring Case", plan["case"]))
	there = {"attached_to_doctype": "Mentor Profile", "attached_to_name": plan["mentor"]}
	refused(api.write("File", file["name"], **there), 417, "takes no files")
	assert data(api.session.delete(f"/api/resource/File/{file['name']}")) == "ok"


@pytest.mark.parametrize("user", [MENTOR, TEACHER, GUARDIAN])
def test_the_clearance_report_is_run_by_those_who_look_after_mentors(plan, signed_in, user):
	report = {"report_name": "Mentor Clearance", "filters": "{}", "ignore_prepared_report": "true"}
	run = "/api/method/frappe.desk.query_report.run"
	refused(signed_in(user).session.get(run, params=report), 403)
	rows = data(signed_in(make.COORDINATOR).session.get(run, params=report))["result"]
	assert plan["mentor"] in {row["name"] for row in rows if isinstance(row, dict)}
