"""Webhooks, with a real receiver: what arrives, signed how, how often, and that nothing of a pupil is in it."""

import base64
import hashlib
import hmac
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import frappe
import pytest

from learning_mentor.permissions import RULES
from learning_mentor.setup import webhooks
from tests import factories as make
from tests.conftest import begin_request, end_request
from tests.rest import stories
from tests.rest.conftest import MENTOR, TEACHER, data, refused
from tests.rest.stories import NOMINATION, PLAN

SECRET = "a-secret-of-this-test"
PATIENCE = 60  # seconds that the worker may take
NEVER_TOLD = {"Mentoring Safeguarding Note", "Mentoring Access Request", "Mentoring Disposal"}
SIGNATURE = "X-Frappe-Webhook-Signature"


class Receiver:
	"""An HTTP server that keeps what it is sent."""

	def __init__(self):
		self.received: list[tuple[dict, bytes]] = []
		received = self.received

		class Handler(BaseHTTPRequestHandler):
			def do_POST(self):
				body = self.rfile.read(int(self.headers["Content-Length"]))
				received.append((dict(self.headers), body))
				self.send_response(200)
				self.end_headers()

			def log_message(self, *words):
				pass

		self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
		self.address = f"http://127.0.0.1:{self.server.server_port}/"
		threading.Thread(target=self.server.serve_forever, daemon=True).start()

	def about(self, name: str, number: int) -> list[dict]:
		"""The first payloads about a record, once there are so many."""
		deadline = time.monotonic() + PATIENCE
		while time.monotonic() < deadline:
			found = self.all_about(name)
			if len(found) >= number:
				return found
			time.sleep(0.1)
		raise AssertionError(f"{len(self.all_about(name))} of {number} arrived")

	def all_about(self, name: str) -> list[dict]:
		return [each for each in (json.loads(body) for _headers, body in self.received) if each["name"] == name]


@pytest.fixture(scope="module")
def receiver(school):
	"""The webhooks of nominations and plans are on, and lead here."""
	made = Receiver()
	change_hooks({"enabled": 1, "request_url": made.address, "webhook_secret": SECRET})
	yield made
	change_hooks({"enabled": 0, "request_url": webhooks.ADDRESS})
	made.server.shutdown()


def change_hooks(values: dict) -> None:
	end_request()
	begin_request()
	for doctype in (NOMINATION, PLAN):
		for event in webhooks.EVENTS:
			hook = frappe.get_doc("Webhook", webhooks.name_of(doctype, event))
			hook.update(values)
			hook.save()
	frappe.db.commit()


def payload(event: str, doctype: str, name: str) -> dict:
	end_request()
	begin_request()
	status, modified = frappe.db.get_value(doctype, name, ["status", "modified"])
	return {"event": event, "doctype": doctype, "name": name, "status": status, "modified": str(modified)}


def test_there_is_a_pair_for_each_record_type_with_a_status_and_they_are_off(site):
	with_status = {doctype for doctype in RULES if frappe.get_meta(doctype).has_field("status")}
	assert set(webhooks.followed()) == with_status - NEVER_TOLD
	rows = frappe.get_all("Webhook", fields=["name", "enabled", "enable_security"], order_by="name")
	ours = [row for row in rows if row.name.startswith("Ment")]
	expected = {webhooks.name_of(doctype, event) for doctype in webhooks.followed() for event in webhooks.EVENTS}
	assert {row.name for row in ours} == expected
	assert {(row.enabled, row.enable_security) for row in ours} == {(0, 1)}


def test_making_and_each_change_of_state_arrive_once_and_signed(receiver, school, signed_in):
	nomination = stories.nominate(signed_in, school.make_pupil())
	first = receiver.about(nomination, 2)  # made, and submitted in the same request
	assert sorted(each["event"] for each in first) == ["changed", "created"]
	assert first[0] == payload(first[0]["event"], NOMINATION, nomination)
	data(signed_in(TEACHER).call("nominations.withdraw", nomination=nomination))
	last = receiver.about(nomination, 3)[2]
	assert last == payload("changed", NOMINATION, nomination)
	assert last["status"] == "Withdrawn"
	assert len(receiver.all_about(nomination)) == 3
	for headers, body in receiver.received:
		digest = hmac.new(SECRET.encode(), body, hashlib.sha256).digest()
		assert headers[SIGNATURE] == base64.b64encode(digest).decode()
		assert headers["Content-Type"] == "application/json"


def test_a_change_of_something_else_and_what_is_rolled_back_tell_nothing(receiver, school, signed_in):
	plan = stories.write_plan(signed_in, stories.open_case(signed_in, school))
	receiver.about(plan, 1)
	data(signed_in(MENTOR).write(PLAN, plan, summary="Wordsecret of the pupil"))
	refused(signed_in(MENTOR).call("plans.approve", plan=plan), 417)
	data(signed_in(MENTOR).call("plans.send_for_approval", plan=plan))
	told = receiver.about(plan, 2)  # sent in the order of the queue: what came between would be here
	assert [each["event"] for each in told] == ["created", "changed"]
	assert told[1] == payload("changed", PLAN, plan)


def test_nothing_of_a_pupil_is_sent_or_kept_in_the_log(receiver, school, signed_in):
	student = school.make_pupil()
	nomination = stories.nominate(signed_in, student)
	receiver.about(nomination, 2)
	end_request()
	begin_request()
	name = frappe.db.get_value("Student", student, "student_name")
	log = frappe.get_all(
		"Webhook Request Log", {"reference_document": nomination}, ["data", "headers", "url"], order_by="name"
	)
	kept = frappe.as_json(log) + " ".join(body.decode() for _headers, body in receiver.received)
	assert student not in kept
	assert name not in kept


def test_a_review_in_one_request_tells_the_state_that_it_ends_in(receiver, school, signed_in):
	coordinator, mentor = signed_in(make.COORDINATOR), signed_in(MENTOR)
	plan = stories.plan_awaiting_guardian(signed_in, school)
	answer = {
		"agreed_name": "A Parent",
		"agreed_how": "On paper",
		"agreed_on": frappe.utils.today(),
		"comment": "No phone",
	}
	data(coordinator.call("plans.record_agreement", plan=plan, **answer))
	before = len(receiver.about(plan, 4))
	data(mentor.call("plans.record_review", plan=plan, rows=[make.review_row()]))
	told = receiver.about(plan, before + 1)
	assert told[-1]["status"] == "Active"
