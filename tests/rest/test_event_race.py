"""Ten places, eight clients at once, each a process with a connection of its own: ten are sold, every time.

`LM_RACE_ROUNDS=100 ./run test tests/rest/test_event_race.py` runs the long form.
"""

import multiprocessing
import os
import traceback

import frappe
import pytest

from tests import event_factories as events
from tests import factories as make
from tests.conftest import SITE, begin_request, end_request
from tests.event_factories import EVENT, REGISTRATION
from tests.reliability import table

CLIENTS, PUPILS_EACH, PLACES = 8, 2, 10
ROUNDS = int(os.environ.get("LM_RACE_ROUNDS", "10"))
PATIENCE = 120  # seconds that a client waits for the others

processes = multiprocessing.get_context("fork")


class Client:
	"""One client: registers its pupils in every round; the first one takes a place back at once."""

	def __init__(self, number: int, event: str, students: list[str], start, end, problems):
		self.number, self.event, self.students = number, event, students
		self.start, self.end, self.problems = start, end, problems

	def run(self) -> None:
		frappe.init(site=SITE, sites_path=".")
		frappe.connect()
		for _round in range(ROUNDS):
			self.start.wait(PATIENCE)
			for student in self.students:
				self.try_to(self.register, student)
			if self.number == 0:
				self.try_to(self.cancel, self.students[0])
			self.end.wait(PATIENCE)

	def try_to(self, act, student: str) -> None:
		frappe.set_user(make.COORDINATOR)
		try:
			act(student)
			frappe.db.commit()
		except Exception:
			frappe.db.rollback()
			self.problems.put(traceback.format_exc())

	def register(self, student: str) -> None:
		frappe.get_doc({"doctype": REGISTRATION, "event": self.event, "student": student}).insert()

	def cancel(self, student: str) -> None:
		name = frappe.db.get_value(REGISTRATION, {"event": self.event, "student": student}, "name")
		registration = frappe.get_doc(REGISTRATION, name, for_update=True)
		registration.status = "Cancelled"
		registration.save()


@pytest.fixture
def event(school):
	made = events.make_event(school.mentor, capacity=PLACES)
	frappe.db.commit()
	yield made
	frappe.db.delete(REGISTRATION, {"event": made.name})
	frappe.delete_doc(EVENT, made.name, force=True, delete_permanently=True)
	frappe.db.commit()


@pytest.fixture
def students(site):
	made = [make.make_student().name for _number in range(CLIENTS * PUPILS_EACH)]
	frappe.db.commit()
	yield made
	for name in made:
		make.remove_story(name)
	frappe.db.commit()


def test_every_place_is_sold_once_and_none_is_left(event, students, record_property):
	start, end = (processes.Barrier(CLIENTS + 1) for _each in range(2))
	problems = processes.Queue()
	groups = [students[number::CLIENTS] for number in range(CLIENTS)]
	clients = [
		processes.Process(target=Client(number, event.name, group, start, end, problems).run, daemon=True)
		for number, group in enumerate(groups)
	]
	for client in clients:
		client.start()
	outcomes = [one_round(event.name, start, end) for _round in range(ROUNDS)]
	for client in clients:
		client.join(PATIENCE)
	assert problems.empty(), problems.get()
	left = CLIENTS * PUPILS_EACH - 1 - PLACES
	right = (PLACES, left, 1, ("Full", PLACES, left), True)
	lost = sum(outcome != right for outcome in outcomes)
	remark = f"rounds of {CLIENTS} clients for {PLACES} places"
	table.record(record_property, "Overbooking", tried=ROUNDS, lost=lost, remark=remark)
	assert outcomes == [right] * ROUNDS


def one_round(event: str, start, end) -> tuple:
	"""How many were registered, wait and cancelled; what the event says; whether the queue was kept."""
	start.wait(PATIENCE)
	end.wait(PATIENCE)
	begin_again()
	rows = frappe.get_all(
		REGISTRATION, {"event": event}, ["status", "queued_on"], order_by="queued_on asc, name asc"
	)
	statuses = [row.status for row in rows]
	stored = frappe.db.get_value(EVENT, event, ["status", "seats_taken", "waiting"])
	active = [status for status in statuses if status != "Cancelled"]
	in_order = active == sorted(active)  # Registered comes before Waiting
	frappe.db.delete(REGISTRATION, {"event": event})
	frappe.db.set_value(EVENT, event, {"status": "Open", "workflow_state": "Open", "seats_taken": 0})
	frappe.db.commit()
	return *(statuses.count(status) for status in ("Registered", "Waiting", "Cancelled")), stored, in_order


def begin_again() -> None:
	end_request()
	begin_request()
