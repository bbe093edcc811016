"""Reports made by the real worker: asked for, waited for, read, cancelled in the queue and at work."""

import time

import frappe
from frappe.utils.background_jobs import get_job

from learning_mentor.background_reports import pulse, standing
from tests import factories as make
from tests.background_factories import CHRONOLOGY, CLEARANCE, TOTALS, nobody_reads
from tests.conftest import begin_request, end_request
from tests.rest import stories
from tests.rest.conftest import GUARDIAN, MENTOR, OTHER_MENTOR, data, refused

RUN = "/api/method/frappe.desk.query_report.run"
PATIENCE = 90  # seconds for the worker, which other jobs may keep busy


def started(api, report: str, **filters) -> str:
	return data(api.call("reports.start", report=report, filters=filters))["run"]


def wait_for(api, run: str, *states: str) -> dict:
	until = time.monotonic() + PATIENCE
	while (state := data(api.ask("reports.state", run=run)))["state"] not in states:
		assert time.monotonic() < until, state
		time.sleep(0.3)
	return state


def read(api, report: str, **filters) -> dict:
	asked = {"report_name": report, "filters": frappe.as_json(filters)}
	return data(api.session.get(RUN, params=asked))


def lines_of_reports(reader: str) -> int:
	end_request()
	begin_request()
	return frappe.db.count("Mentoring Read Log", {"reader": reader, "way": "Report"})


def test_a_report_is_made_by_the_worker_and_answers_its_user_alone(school, signed_in):
	mentor = signed_in(MENTOR)
	case = data(mentor.read(stories.PLAN, stories.plan_awaiting_guardian(signed_in, school)))["case"]
	direct = read(mentor, CHRONOLOGY, case=case)
	run = started(mentor, CHRONOLOGY, case=case)
	assert wait_for(mentor, run, "Done", "Failed")["state"] == "Done"
	logged = lines_of_reports(MENTOR)
	answer = read(mentor, CHRONOLOGY, case=case)
	assert answer["made_on"]
	assert f"As of {answer['made_on'][11:16]}" in answer["message"]
	assert answer["result"] == direct["result"]
	assert answer["result"][0]["case"] == case
	assert answer["columns"] == direct["columns"]
	assert lines_of_reports(MENTOR) == logged + 1
	refused(signed_in(OTHER_MENTOR).ask("reports.state", run=run), 404, "no such run")
	refused(signed_in(OTHER_MENTOR).session.get(RUN, params=asked_for(case)), 403)
	refused(signed_in(GUARDIAN).call("reports.start", report=CHRONOLOGY, filters={"case": case}), 403)


def asked_for(case: str) -> dict:
	return {"report_name": CHRONOLOGY, "filters": frappe.as_json({"case": case})}


def test_a_run_is_cancelled_in_the_queue_and_at_work(school, signed_in):
	coordinator = signed_in(make.COORDINATOR)
	with nobody_reads("Mentoring Kept Total"):
		at_work = started(coordinator, TOTALS)
		wait_for(coordinator, at_work, "Running")
		assert pulse.is_alive(at_work)
		waiting = started(coordinator, CLEARANCE)
		assert data(coordinator.ask("reports.state", run=waiting))["position"] == 1
		assert data(coordinator.call("reports.cancel", run=waiting))["state"] == "Cancelled"
		assert data(coordinator.call("reports.cancel", run=at_work))["state"] == "Cancelled"
		until = time.monotonic() + PATIENCE
		while pulse.is_alive(at_work) and time.monotonic() < until:
			time.sleep(0.2)
		assert not pulse.is_alive(at_work)
	again = started(coordinator, CLEARANCE)
	assert again != waiting
	assert wait_for(coordinator, again, "Done", "Failed")["state"] == "Done"
	assert get_job(standing.job_id(waiting)).get_status() == "canceled"
	assert get_job(standing.job_id(at_work)).get_status() == "stopped"
	assert "made_on" not in read(coordinator, TOTALS)
	assert read(coordinator, CLEARANCE)["made_on"]
