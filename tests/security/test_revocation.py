"""Access that ends, ends with the next request: in an open session and with an API key.

The only tests here that commit what they change: the server reads it in a connection of its own.
"""

from collections.abc import Callable, Iterator

import frappe
import pytest
from frappe.model.naming import set_new_name
from frappe.utils import add_days, today

from tests import factories as make
from tests.conftest import session_of
from tests.security import policy
from tests.security.client import Caller, Server

CASE = "Mentoring Case"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
	made = Server()
	yield made
	made.close()


@pytest.fixture(scope="module")
def story(world) -> Iterator:
	"""A case of the mentor, made as the school makes it, with a plan that a guardian sees."""
	make.free_people()
	student = make.make_student(world.guardians[policy.OWN])
	case = make.make_case(student, frappe.get_doc("Mentor Profile", world.profiles[policy.MENTOR].name))
	plan = make.make_plan(case, status="Pending Guardian Agreement")
	frappe.db.commit()
	yield frappe._dict(student=student, case=case, plan=plan)
	frappe.db.rollback()
	make.remove_story(student.name)
	frappe.db.commit()


@pytest.fixture
def callers(world, server) -> Callable[[str], list[Caller]]:
	"""``callers(actor)``: the actor's open session, and the actor's API key."""

	def both(actor: str) -> list[Caller]:
		user = world.users[actor]
		return [Caller(server, user).log_in(), Caller(server, user, key=api_key(user))]

	return both


def api_key(user: str) -> str:
	frappe.set_user("Administrator")
	doc = frappe.get_doc("User", user)
	secret = frappe.generate_hash(length=15)
	doc.api_key, doc.api_secret = doc.api_key or frappe.generate_hash(length=15), secret
	doc.save()
	frappe.db.commit()
	return f"{doc.api_key}:{secret}"


def statuses(callers: list[Caller], case: str) -> list[int]:
	return [caller.get(f"/api/resource/{CASE}/{case}").status_code for caller in callers]


def lists(callers: list[Caller], case: str) -> list[bool]:
	answers = [caller.get(f"/api/resource/{CASE}", limit_page_length=0) for caller in callers]
	return [answer.status_code == 200 and case in answer.get_data(as_text=True) for answer in answers]


def give(case: str, mentor: str) -> None:
	frappe.set_user("Administrator")
	doc = frappe.get_doc(CASE, case)
	doc.mentor = mentor
	doc.save()
	frappe.db.commit()


def test_a_mentor_who_loses_the_case(world, story, callers):
	former, next_one = callers(policy.MENTOR), callers(policy.OTHER_MENTOR)
	assert (statuses(former, story.case.name), lists(former, story.case.name)) == ([200, 200], [True, True])
	assert statuses(next_one, story.case.name) == [403, 403]
	give(story.case.name, world.profiles[policy.OTHER_MENTOR].name)
	try:
		assert (statuses(former, story.case.name), lists(former, story.case.name)) == (
			[403, 403],
			[False, False],
		)
		assert former[0].get(f"/api/resource/Mentoring Action Plan/{story.plan.name}").status_code == 403
		assert statuses(next_one, story.case.name) == [200, 200]
	finally:
		give(story.case.name, world.profiles[policy.MENTOR].name)


def cover(profile: str, covering: str, last: int) -> None:
	"""As rows: the profile is full of canaries, which are no words of a choice."""
	frappe.set_user("Administrator")
	frappe.db.delete("Mentoring Cover", {"parent": profile, "covered_by": ["is", "set"]})
	if covering:
		row = frappe.get_doc("Mentor Profile", profile).append("cover", {"covered_by": covering})
		row.update({"from_date": add_days(today(), -5), "to_date": add_days(today(), last)})
		set_new_name(row)
		row.db_insert()
	frappe.db.commit()


def test_cover_that_has_ended(world, story, callers):
	profile, covering = (world.profiles[actor].name for actor in (policy.MENTOR, policy.REMOVED_MENTOR))
	standing_in = callers(policy.REMOVED_MENTOR)
	assert statuses(standing_in, story.case.name) == [403, 403]
	try:
		cover(profile, covering, last=0)
		assert statuses(standing_in, story.case.name) == [200, 200]
		cover(profile, covering, last=-1)
		assert statuses(standing_in, story.case.name) == [403, 403]
	finally:
		cover(profile, "", last=0)


def test_a_guardian_who_is_no_longer_the_pupil_s(world, story, callers):
	method = "/api/method/learning_mentor.api.portal.plan"

	def answers(guardian) -> list[int]:
		return [caller.get(method, name=story.plan.name).status_code for caller in guardian]

	guardian = callers(policy.GUARDIAN)
	assert answers(guardian) == [200, 200]
	rows = frappe.get_all("Student Guardian", {"parent": story.student.name}, pluck="name", order_by="name")
	frappe.db.set_value("Student Guardian", rows[0], "parent", "NOBODY")
	frappe.db.commit()
	try:
		assert answers(guardian) == [404, 404]
	finally:
		frappe.db.set_value("Student Guardian", rows[0], "parent", story.student.name)
		frappe.db.commit()


def test_a_user_who_is_disabled(world, story, callers):
	user, mentor = world.users[policy.MENTOR], callers(policy.MENTOR)
	frappe.set_user("Administrator")
	enable(user, 0)
	try:
		assert all(status in (401, 403) for status in statuses(mentor, story.case.name))
		assert lists(mentor, story.case.name) == [False, False]
	finally:
		enable(user, 1)


def enable(user: str, enabled: int) -> None:
	doc = frappe.get_doc("User", user)
	doc.enabled = enabled
	doc.save()
	frappe.db.commit()


def test_a_mentor_who_has_left(world, story, callers):
	mentor, profile = callers(policy.MENTOR), world.profiles[policy.MENTOR].name
	frappe.db.set_value("Mentor Profile", profile, "status", "Left")
	frappe.db.commit()
	try:
		assert (statuses(mentor, story.case.name), lists(mentor, story.case.name)) == (
			[403, 403],
			[False, False],
		)
	finally:
		frappe.db.set_value("Mentor Profile", profile, "status", "Active")
		frappe.db.commit()


def test_a_role_that_is_taken_away(world, story, callers):
	coordinator, user = callers(policy.COORDINATOR), world.users[policy.COORDINATOR]
	assert statuses(coordinator, story.case.name) == [200, 200]
	with session_of("Administrator"):
		frappe.get_doc("User", user).remove_roles("Mentoring Coordinator")
		frappe.db.commit()
	try:
		assert statuses(coordinator, story.case.name) == [403, 403]
	finally:
		frappe.get_doc("User", user).add_roles("Mentoring Coordinator")
		frappe.db.commit()


def test_a_write_without_the_token_is_refused(world, story, callers):
	session, _key = callers(policy.MENTOR)
	session.token = None
	case = f"/api/resource/{CASE}/{story.case.name}"
	assert session.put(case, strengths="Changed").status_code == 400
	assert session.call("learning_mentor.api.sessions.log", case=story.case.name).status_code == 400
	assert frappe.db.get_value(CASE, story.case.name, "strengths") != "Changed"


def test_a_wrong_key_is_nobody(world, server, story):
	known = frappe.db.get_value("User", world.users[policy.MENTOR], "api_key")
	caller = Caller(server, world.users[policy.MENTOR], key=f"{known}:{'0' * 15}")
	assert caller.get(f"/api/resource/{CASE}/{story.case.name}").status_code in (401, 403)


class TestAbuse:
	"""Requests that are too much are refused, and not with a server error."""

	@pytest.fixture
	def mentor(self, callers) -> Caller:
		return callers(policy.MENTOR)[0]

	METHOD = "/api/method/learning_mentor.api.sessions.log"

	def refused(self, answer) -> None:
		assert 400 <= answer.status_code < 500, (answer.status_code, answer.get_data(as_text=True)[:500])

	def test_ten_thousand_fields(self, mentor, story):
		many = {f"field_{number}": "x" for number in range(10_000)}
		answer = mentor.post(self.METHOD, case="MC-0", **many)
		self.refused(answer)
		answer = mentor.open("POST", self.METHOD, data={**many, "case": "MC-0"})
		self.refused(answer)
		self.refused(mentor.put(f"/api/resource/{CASE}/MC-0", **many))

	def test_fifty_megabytes(self, mentor, story):
		self.refused(mentor.post(self.METHOD, case=story.case.name, values={"pupil_said": "x" * 50_000_000}))

	def test_json_that_is_very_deep(self, mentor):
		for body in ("[" * 100_000, '{"a":' * 20_000 + "1" + "}" * 20_000):
			answer = mentor.open("POST", self.METHOD, data=body, content_type="application/json")
			self.refused(answer)
			self.refused(mentor.post(self.METHOD, case="MC-0", values=body))

	@pytest.mark.parametrize("moment", ["9999-12-31 23:59:59", "0001-01-01 00:00:00", "99999-99-99", "1e999"])
	def test_dates_at_the_end_of_time(self, mentor, story, moment):
		answer = mentor.post(self.METHOD, case=story.case.name, values={"starts_on": moment})
		self.refused(answer)
		session = {
			"case": story.case.name,
			"session_type": "One-to-one",
			"status": "Planned",
			"starts_on": moment,
		}
		self.refused(mentor.post("/api/resource/Mentoring Session", **session))

	@pytest.mark.parametrize(
		"text",
		["\x00", "\ud800", "\u202e\u2066", "\U0001f47b" * 5000, "a\u0301" * 30_000],
		ids=["zero", "half a sign", "right to left", "ghosts", "accents"],
	)
	def test_odd_unicode(self, mentor, story, text):
		"""Stored as it is, or refused: never a server error."""
		answer = mentor.post(self.METHOD, case=story.case.name, values={"pupil_said": text})
		assert answer.status_code < 500, answer.get_data(as_text=True)[-500:]

	def test_wrong_types(self, mentor, story):
		for values in (
			[],
			1,
			"x",
			{"duration": "ten"},
			{"duration": -5},
			{"duration": 10**12},
			{"targets": 1},
		):
			answer = mentor.post(self.METHOD, case=story.case.name, values=values)
			assert answer.status_code < 500, (values, answer.get_data(as_text=True)[-500:])
