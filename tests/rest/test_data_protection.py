"""Data protection over the server: readings that stay, an access request to its pack, and a disposal."""

import time
from pathlib import Path

import frappe
import pytest

from learning_mentor.data_protection import traces
from tests import factories as make
from tests import retention_factories as old
from tests.conftest import RestSession, begin_request, end_request
from tests.rest import stories
from tests.rest.conftest import MENTOR, OTHER_MENTOR, data, refused

OFFICER, LEAD = make.address(make.OFFICER_ROLES, 0), make.address(make.LEAD_ROLES, 0)
REQUEST, DISPOSAL, LOG = "Mentoring Access Request", "Mentoring Disposal", "Mentoring Read Log"
STEPS = (
	"review",
	"accept_proposals",
	"make_pack",
	"refresh_disposal",
	"dry_run",
	"approve_disposal",
	"cancel_disposal",
)
PATIENCE = 90  # seconds for the worker, which other jobs may keep busy


@pytest.fixture(scope="module")
def case(school, signed_in):
	yield frappe.get_doc("Mentoring Case", stories.open_case(signed_in, school))


def afresh() -> None:
	"""See what the server has committed since."""
	end_request()
	begin_request()


def readings(record: str) -> set[tuple]:
	afresh()
	rows = frappe.get_all(LOG, {"record": record}, ["reader", "way"], order_by="read_on")
	return {(row.reader, row.way) for row in rows}


def test_reading_by_get_is_logged_for_good(signed_in, case):
	plan = stories.write_plan(signed_in, case.name)
	mentor = signed_in(MENTOR)
	assert mentor.read("Mentoring Action Plan", plan).ok
	form = {"doctype": "Mentoring Action Plan", "name": plan}
	assert mentor.session.get("/api/method/frappe.desk.form.load.getdoc", params=form).ok
	assert mentor.session.get("/printview", params={**form, "trigger_print": 0}).ok
	assert mentor.session.get("/api/method/frappe.client.get", params=form).ok
	refused_one = signed_in(OTHER_MENTOR).read("Mentoring Action Plan", plan)
	assert refused_one.status_code == 403
	assert readings(plan) == {(MENTOR, "API"), (MENTOR, "Form"), (MENTOR, "Print")}


def test_the_log_is_closed_to_writers(signed_in, case):
	signed_in(MENTOR).read("Mentoring Case", case.name)
	afresh()
	line = frappe.db.get_value(LOG, {"record": case.name}, "name")
	officer = signed_in(OFFICER)
	assert officer.read(LOG, line).ok
	assert not officer.write(LOG, line, reader="Guest").ok
	assert officer.session.delete(f"/api/resource/{LOG}/{line}").status_code == 403
	assert signed_in(MENTOR).read(LOG, line).status_code == 403


@pytest.mark.parametrize("method", STEPS)
def test_get_changes_nothing_and_others_are_refused(signed_in, method):
	assert signed_in(OFFICER).ask(f"data_protection.{method}", name="MAR-1").status_code == 405
	for stranger in (make.COORDINATOR, MENTOR):
		refused(signed_in(stranger).call(f"data_protection.{method}", name="MAR-1"), 403)


@pytest.fixture
def request_made(signed_in, case):
	values = {
		"student": case.student,
		"kind": "Subject access",
		"received_on": frappe.utils.today(),
		"requester_name": "A Parent",
		"requester_is": "Pupil",
		"identity_checked": 1,
		"identity_how": "Known",
	}
	name = data(signed_in(OFFICER).add(REQUEST, **values))["name"]
	yield name
	afresh()
	traces.erase(REQUEST, [name])
	frappe.db.commit()


def test_a_request_becomes_a_pack_that_the_officer_alone_downloads(signed_in, request_made):
	officer = signed_in(OFFICER)
	data(officer.call("data_protection.review", name=request_made))
	assert data(officer.write(REQUEST, request_made, status="Ready"))["status"] == "In Review"
	data(officer.call("data_protection.accept_proposals", name=request_made))
	rows = data(officer.read(REQUEST, request_made))["items"]
	for row in rows:
		if not row["decision"]:
			row.update({"decision": "Withhold", "reason": "Not for this request"})
	data(officer.write(REQUEST, request_made, items=rows))
	data(officer.call("data_protection.make_pack", name=request_made))
	afresh()
	url = frappe.db.get_value("File", {"attached_to_name": request_made}, "file_url")
	assert url.startswith("/private/")
	pack = officer.session.get(url)
	assert pack.ok and pack.content[:2] == b"PK"
	strangers = [signed_in(make.COORDINATOR).session, signed_in(MENTOR).session]
	for session in (*strangers, RestSession(make.server_address())):
		assert session.get(url).status_code == 403


@pytest.fixture
def old_case(school):
	student = frappe.get_doc("Student", school.make_pupil())
	case = old.make_old_case(student=student, mentor=school.mentor)
	frappe.get_doc(
		{
			"doctype": "File",
			"file_name": f"{case.name}.txt",
			"content": "words in a file",
			"attached_to_doctype": "Mentoring Case",
			"attached_to_name": case.name,
			"is_private": 1,
		}
	).insert()
	frappe.db.commit()
	kept = frappe.get_all("Mentoring Kept Total", pluck="name", order_by="name")
	yield case
	afresh()
	frappe.db.delete("Mentoring Kept Total", {"name": ["not in", kept or [""]]})
	traces.erase(DISPOSAL, frappe.get_all(DISPOSAL, pluck="name", order_by="name"))
	frappe.db.commit()


def test_a_disposal_prepared_by_one_and_approved_by_another_is_done_by_the_worker(signed_in, old_case):
	token = make.unique("CANARY")
	afresh()
	old.make_canaries(frappe.get_doc("Mentoring Case", old_case.name), token)
	file = {"attached_to_name": old_case.name, "file_name": f"{old_case.name}.txt"}
	on_disk = Path(frappe.get_doc("File", file).get_full_path())
	frappe.db.commit()
	name = data(signed_in(OFFICER).add(DISPOSAL))["name"]
	refused(signed_in(OFFICER).call("data_protection.approve_disposal", name=name), 403)
	counted = data(signed_in(LEAD).call("data_protection.dry_run", name=name))
	assert counted["records"]["Mentoring Case"] >= 1 and on_disk.exists()
	assert signed_in(LEAD).call("data_protection.approve_disposal", name=name).ok
	wait_until_done(name)
	disposal = frappe.get_doc(DISPOSAL, name)
	assert disposal.pupils_disposed >= 1 and disposal.records_disposed > 5
	assert not [line for line in disposal.lines if line.student or line.student_name]
	assert old.tables_with(token) == []
	assert old.tables_with(old_case.name) in ([], ["tabMentoring Read Log"])
	assert not on_disk.exists()
	assert signed_in(LEAD).call("data_protection.resume_disposal", name=name).status_code == 417


def wait_until_done(name: str) -> None:
	until = time.monotonic() + PATIENCE
	while time.monotonic() < until:
		afresh()
		if frappe.db.get_value(DISPOSAL, name, "status") == "Done":
			return
		time.sleep(0.5)
	raise AssertionError(f"{name} is {frappe.db.get_value(DISPOSAL, name, 'status')} after {PATIENCE} s")
