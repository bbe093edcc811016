"""A school that the server can see: committed once, taken away after the last of these tests."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import frappe
import pytest

from tests import factories as make
from tests.conftest import RestSession, begin_request, end_request

# The users whom tests in this process take too: their profiles are gone before those tests begin.
MENTOR, OTHER_MENTOR = (make.address(make.MENTOR_ROLES, place) for place in (0, 1))
TEACHER, OTHER_TEACHER = (make.address(make.TEACHER_ROLES, place) for place in (0, 1))
GUARDIAN, OTHER_GUARDIAN = (make.address(make.GUARDIAN_ROLES, place) for place in (0, 1))


@pytest.fixture(scope="package")
def school(site) -> Iterator[SimpleNamespace]:
	"""Users, two mentors and two guardians; ``school.make_pupil()`` makes pupils of the first guardian."""
	made = SimpleNamespace(pupils=[])
	make_staff(made)
	made.make_pupil = lambda: make_pupil(made)
	frappe.db.commit()
	yield made
	end_request()
	begin_request()
	remove(made)
	frappe.db.commit()


@pytest.fixture(scope="module", autouse=True)
def nothing_counted(site) -> None:
	"""These few people nominate more pupils in an hour than `limits` lets anybody."""
	frappe.cache.delete_keys("rl:")


def make_staff(made: SimpleNamespace) -> None:
	make.free_people()
	make.make_people()
	make.make_academic_year()
	made.mentor, made.other_mentor = (
		make.make_mentor(user=user, caseload_limit=500) for user in (MENTOR, OTHER_MENTOR)
	)
	made.guardian = make.make_guardian(email=GUARDIAN, user=GUARDIAN)
	made.other_guardian = make.make_guardian(email=OTHER_GUARDIAN, user=OTHER_GUARDIAN)


def make_pupil(made: SimpleNamespace) -> str:
	student = make.make_student(made.guardian).name
	made.pupils.append(student)
	frappe.db.commit()
	return student


def remove(made: SimpleNamespace) -> None:
	for student in made.pupils:
		make.remove_story(student)
	for record in (made.mentor, made.other_mentor, made.guardian, made.other_guardian):
		frappe.delete_doc(record.doctype, record.name, force=True, delete_permanently=True)


@pytest.fixture(scope="package")
def signed_in(school) -> Iterator[Callable[[str], "Api"]]:
	"""``signed_in(MENTOR)`` is that user's session on the server, signed in once for all these tests."""
	sessions: dict[str, Api] = {}

	def session(user: str) -> Api:
		if user not in sessions:
			sessions[user] = Api(user)
		return sessions[user]

	yield session
	for each in sessions.values():
		each.session.close()


class Api:
	"""A user's calls to the app; each returns the answer of the server as `requests` has it."""

	def __init__(self, user: str):
		self.session = RestSession(make.server_address())
		self.session.log_in(user, make.PASSWORD)

	def call(self, method: str, **values):
		"""POST to one of the app's endpoints, as ``plans.amend``."""
		return self.session.post(f"/api/method/learning_mentor.api.{method}", json=values)

	def ask(self, method: str, **values):
		"""GET one of the app's endpoints."""
		return self.session.get(f"/api/method/learning_mentor.api.{method}", params=values)

	def read(self, doctype: str, name: str):
		return self.session.get(f"/api/resource/{doctype}/{name}")

	def write(self, doctype: str, name: str, **values):
		return self.session.put(f"/api/resource/{doctype}/{name}", json=values)

	def add(self, doctype: str, **values):
		return self.session.post(f"/api/resource/{doctype}", json=values)

	def names(self, doctype: str) -> list[str]:
		"""Names of all documents that the user may list."""
		answer = self.session.get(f"/api/resource/{doctype}", params={"limit_page_length": 0})
		assert answer.ok, answer.text[:300]
		return [row["name"] for row in answer.json()["data"]]

	def act(self, doctype: str, name: str, action: str):
		"""Press a workflow button."""
		return self.session.post(
			"/api/method/frappe.model.workflow.apply_workflow",
			json={"doc": {"doctype": doctype, "name": name}, "action": action},
		)


def data(answer) -> dict:
	"""What the server answered, of a call that went well."""
	assert answer.ok, answer.text[:500]
	body = answer.json()
	return body.get("data", body.get("message"))


def refused(answer, status: int, *words: str) -> None:
	"""Assert that the server refused with this HTTP status and, for people, these words."""
	assert answer.status_code == status, answer.text[:500]
	for word in words:
		assert word in answer.text, answer.text[:1000]


@pytest.fixture(scope="module")
def case(school, signed_in) -> str:
	"""An open case of the school's first mentor; files that need another have a fixture of their own."""
	from tests.rest import stories  # it takes the people of this file

	return stories.open_case(signed_in, school)


@pytest.fixture
def new_case(school, signed_in):
	"""``new_case()`` is another case of the school's first mentor."""
	from tests.rest import stories

	return lambda: stories.open_case(signed_in, school)
