"""Webhooks, with a real receiver: what arrives, signed how, how often, and with nothing of a pupil in it."""

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
from tests import event_factories as events
from tests import factories as make
from tests.conftest import SITE, begin_request, end_request
from tests.jobs import let_jobs_finish
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

	def take(self, number: int) -> list[dict]:
		"""The payloads so far, once there are so many."""
		deadline = time.monotonic() + PATIENCE
		while len(self.received) < number:
			assert time.monotonic() < deadline, f"{len(self.received)} of {number} arrived"
			time.sleep(0.1)
		return [json.loads(body) for _headers, body in self.received]


@pytest.fixture
def told(school):
	"""``told(doctype, events)`` turns the webhooks of a record type on, and is who receives them."""
	receiver, changed = Receiver(), []

	def turn_on(doctype: str, *events: str) -> Receiver:
		for event in events:
			changed.append(webhooks.name_of(doctype, event))
			change_hook(changed[-1], enabled=1, request_url=receiver.address, webhook_secret=SECRET)
		return receiver

	yield turn_on
	for name in changed:
		change_hook(name, enabled=0, request_url=webhooks.ADDRESS)
	receiver.server.shutdown()


def change_hook(name: str, **values) -> None:
	begin_again()
	hook = frappe.get_doc("Webhook", name)
	hook.update(values)
	hook.save()
	frappe.db.commit()
	# Frappe forgets its list before the commit: a worker in the midst of a job may read and keep the old one
	let_jobs_finish(SITE, PATIENCE)
	frappe.cache.delete_value("webhooks")


def begin_again() -> None:
	end_request()
	begin_request()


def payload(event: str, doctype: str, name: str) -> dict:
	begin_again()
	status, modified = frappe.db.get_value(doctype, name, ["status", "modified"])
	return {"event": event, "doctype": doctype, "name": name, "status": status, "modified": str(modified)}


def test_there_is_a_pair_for_each_record_type_with_a_status_and_they_are_off(site):
	begin_again()
	with_status = {doctype for doctype in RULES if frappe.get_meta(doctype).has_field("status")}
	assert set(webhooks.followed()) == with_status - NEVER_TOLD
	rows = frappe.get_all(
		"Webhook",
		{"webhook_doctype": ["in", list(RULES)]},
		["name", "enabled", "enable_security"],
		order_by="name",
	)
	pairs = {webhooks.name_of(doctype, event) for doctype in webhooks.followed() for event in webhooks.EVENTS}
	assert {row.name for row in rows} == pairs
	assert {(row.enabled, row.enable_security) for row in rows} == {(0, 1)}


def test_making_and_each_change_of_state_arrive_once_signed_and_without_a_pupil(told, school, signed_in):
	"""What was rolled back, refused, or no change of state would arrive in between."""
	receiver, student = told(NOMINATION, "created", "changed"), school.make_pupil()
	begin_again()
	make.new_nomination(frappe._dict(name=student)).insert()
	frappe.db.rollback()
	nomination = stories.nominate(signed_in, student)  # made and submitted in one request
	data(signed_in(make.COORDINATOR).write(NOMINATION, nomination, triage_by=frappe.utils.today()))
	refused(signed_in(MENTOR).call("nominations.withdraw", nomination=nomination), 403)
	first = receiver.take(2)
	expected = [payload(event, NOMINATION, nomination) for event in ("changed", "created")]
	assert [{**each, "modified": ""} for each in sorted(first, key=lambda each: each["event"])] == [
		{**each, "modified": ""} for each in expected
	]
	data(signed_in(TEACHER).call("nominations.withdraw", nomination=nomination))
	assert receiver.take(3)[2] == {**payload("changed", NOMINATION, nomination), "status": "Withdrawn"}
	assert len(receiver.received) == 3
	check_signed(receiver)
	check_names_nobody(receiver, student)


def check_signed(receiver: Receiver) -> None:
	for headers, body in receiver.received:
		digest = hmac.new(SECRET.encode(), body, hashlib.sha256).digest()
		assert headers[SIGNATURE] == base64.b64encode(digest).decode()
		assert headers["Content-Type"] == "application/json"


def check_names_nobody(receiver: Receiver, student: str) -> None:
	begin_again()
	log = frappe.get_all("Webhook Request Log", fields=["data", "headers", "url", "error"], order_by="name")
	kept = frappe.as_json(log) + " ".join(body.decode() for _headers, body in receiver.received)
	assert "Submitted" in kept
	assert student not in kept
	assert frappe.db.get_value("Student", student, "student_name") not in kept


def test_a_review_in_one_request_tells_the_state_that_it_ends_in(told, school, signed_in):
	plan = stories.plan_awaiting_guardian(signed_in, school)
	agreed = {"agreed_how": "On paper", "agreed_on": frappe.utils.today(), "comment": "No phone"}
	data(signed_in(make.COORDINATOR).call("plans.record_agreement", plan=plan, agreed_name="P", **agreed))
	receiver = told(PLAN, "changed")
	data(signed_in(MENTOR).call("plans.record_review", plan=plan, rows=[make.review_row()]))
	assert receiver.take(1) == [payload("changed", PLAN, plan)]
	assert receiver.take(1)[0]["status"] == "Active"


def test_a_place_that_comes_free_is_told_too(told, school, signed_in):
	"""Places are given past `save`."""
	begin_again()
	event = events.make_event(school.mentor, capacity=1)
	first, second = (events.register(event, frappe._dict(name=school.make_pupil())) for _each in range(2))
	frappe.db.commit()
	receiver = told(events.REGISTRATION, "changed")
	data(signed_in(make.COORDINATOR).write(events.REGISTRATION, first.name, status="Cancelled"))
	arrived = {each["name"]: each["status"] for each in receiver.take(2)}
	assert arrived == {first.name: "Cancelled", second.name: "Registered"}
	begin_again()
	frappe.db.delete(events.REGISTRATION, {"event": event.name})
	frappe.delete_doc(events.EVENT, event.name, force=True, delete_permanently=True)
	frappe.db.commit()
