"""Random work on cases, and what has to hold after each step, whatever the order.

A record can be read if and only if it is listed; a file if and only if its record; and nobody is shown a
task or given a share of a record who may not read it.
"""

import frappe
import pytest
from frappe.utils import add_days, today
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from learning_mentor import permissions
from learning_mentor.guards import leads, requests
from tests import factories as make
from tests.conftest import begin_request, end_request, session_of

CASE = "Mentoring Case"
MENTORS, GROUP = range(3), "stateful."


class Casework(RuleBasedStateMachine):
	"""Two cases, three mentors with a user each, a coordinator; each run in a transaction of its own."""

	cases = Bundle("cases")

	def __init__(self):
		super().__init__()
		end_request()
		begin_request()
		make.free_people(GROUP)
		self.mentors = [make.make_mentor(caseload_limit=500) for _number in MENTORS]
		self.users = [mentor.user for mentor in self.mentors]
		self.names = [make.make_case(mentor=self.mentors[number]).name for number in (0, 1)]
		self.files = {name: self.attach(name) for name in self.names}

	def attach(self, case: str):
		file = {"doctype": "File", "file_name": f"{case}.txt", "content": case, "is_private": 1}
		return frappe.get_doc({**file, "attached_to_doctype": CASE, "attached_to_name": case}).insert()

	def teardown(self):
		end_request()
		begin_request()

	@rule(case=st.sampled_from((0, 1)), mentor=st.sampled_from(MENTORS))
	def reassign(self, case, mentor):
		self.save(case, mentor=self.mentors[mentor].name)

	@rule(case=st.sampled_from((0, 1)))
	def close(self, case):
		doc = frappe.get_doc(CASE, self.names[case])
		if doc.status != "Closed":
			self.save(case, **make.closing(doc))

	@rule(case=st.sampled_from((0, 1)))
	def reopen(self, case):
		self.save(case, status="Open")

	def save(self, case: int, **values) -> None:
		with session_of(make.COORDINATOR):
			doc = frappe.get_doc(CASE, self.names[case])
			doc.update(values).save()

	@rule(covered=st.sampled_from(MENTORS), by=st.sampled_from(MENTORS), last=st.sampled_from((-1, 0, 3)))
	def cover(self, covered, by, last):
		if covered == by:
			return
		days = {"from_date": add_days(today(), -5), "to_date": add_days(today(), last)}
		profile = frappe.get_doc("Mentor Profile", self.mentors[covered].name)
		profile.set("cover", [{"covered_by": self.mentors[by].name, **days}])
		profile.save()
		permissions.forget_mentor_keys()

	@rule(mentor=st.sampled_from(MENTORS))
	def end_cover(self, mentor):
		profile = frappe.get_doc("Mentor Profile", self.mentors[mentor].name)
		profile.set("cover", [])
		profile.save()
		permissions.forget_mentor_keys()

	@rule(case=st.sampled_from((0, 1)), mentor=st.sampled_from(MENTORS))
	def assign(self, case, mentor):
		task = {
			"doctype": "ToDo",
			"description": "x",
			"reference_type": CASE,
			"reference_name": self.names[case],
		}
		with session_of(make.COORDINATOR):
			try:
				frappe.get_doc(
					{**task, "allocated_to": self.users[mentor], "assigned_by": make.COORDINATOR}
				).insert()
			except frappe.PermissionError:
				assert not self.reads(self.users[mentor], self.names[case])

	def reads(self, user: str, case: str) -> bool:
		return bool(frappe.has_permission(CASE, "read", doc=case, user=user))

	@invariant()
	def read_is_listed(self):
		permissions.forget_mentor_keys()
		for user in self.users:
			with session_of(user):
				listed = set(frappe.get_list(CASE, pluck="name", limit_page_length=0, order_by="name"))
				assert {name for name in self.names if self.reads(user, name)} == listed & set(self.names)

	@invariant()
	def a_file_is_as_open_as_its_record(self):
		for user in self.users:
			with session_of(user):
				files = set(
					frappe.get_list("File", {"attached_to_doctype": CASE}, pluck="name", order_by="name")
				)
				for name, file in self.files.items():
					reads = self.reads(user, name)
					assert frappe.get_doc("File", file.name).has_permission("read") == reads
					assert requests.may_fetch(file.file_url) == reads
					assert (file.name in files) == reads

	@invariant()
	def an_open_task_is_shown_to_readers_alone(self):
		for user in self.users:
			with session_of(user):
				tasks = {"reference_type": CASE, "reference_name": ["in", self.names]}
				for row in frappe.get_list("ToDo", tasks, ["reference_name"], order_by="name"):
					assert self.reads(user, row.reference_name)

	@invariant()
	def nobody_holds_a_share(self):
		assert not frappe.db.count("DocShare", {"share_doctype": CASE, "share_name": ["in", self.names]})


@pytest.fixture(scope="module")
def people(site):
	"""Users of its own: the canary matrix has given the others a profile."""
	make.make_people()
	for place in MENTORS:
		make.make_user(*make.MENTOR_ROLES, email=f"{GROUP}{make.address(make.MENTOR_ROLES, place)}")
	frappe.db.commit()


def test_reading_listing_files_and_tasks_agree_after_any_work(people):
	assert leads.REFERENCES
	run_state_machine_as_test(
		Casework,
		settings=settings(
			max_examples=3,
			stateful_step_count=6,
			phases=[Phase.generate],  # shrinking takes longer than reading the steps
			deadline=None,
			database=None,
			derandomize=True,
			suppress_health_check=list(HealthCheck),
		),
	)
