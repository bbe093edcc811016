"""The school of the canary matrix: fifteen actors, four pupils, and every record type for each of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import frappe

from tests import factories as make
from tests import pupil_factories
from tests.conftest import PASSWORD, forget_what_was_rolled_back
from tests.security import policy, seeding
from tests.security.canaries import Aviary

MENTORS = (policy.MENTOR, policy.OTHER_MENTOR, policy.REMOVED_MENTOR)
WEBSITE_USER, INTEGRATION = "reader@example.com", "integration@example.com"


class World:
	"""``users``: actor -> user; ``records``: (doctype, situation) -> name; ``attachments``: of each."""

	def __init__(self):
		self.aviary = Aviary()
		self.users: dict[str, str] = {}
		self.profiles, self.guardians, self.pupils = {}, {}, {}
		self.records: dict[tuple[str, str], str] = {}
		self.attachments: dict[tuple[str, str], tuple[str, str]] = {}
		self.rows: list[tuple[str, str]] = []
		self.files: list[Path] = []

	def add(self, doctype: str, situation: str, name: str) -> None:
		self.records[doctype, situation] = name
		self.rows.append((doctype, name))

	def linked(self, doctype: str, situation: str) -> str | None:
		"""What a link to the doctype leads to in the situation."""
		own = policy.OWN if situation == policy.CONFIDENTIAL else situation
		if doctype == "Student":
			return self.pupils[own].name if own in self.pupils else None
		if doctype == "Mentor Profile":
			return self.profiles[policy.MENTOR_OF[own]].name if own in policy.MENTOR_OF else None
		for asked in (situation, own, policy.PUBLIC):
			if (doctype, asked) in self.records:
				return self.records[doctype, asked]
		return None

	def holder(self, situation: str) -> str:
		return self.users[policy.MENTOR_OF.get(situation, policy.LEAD)]

	def guardian_of(self, situation: str) -> str | None:
		return self.guardians[situation].name if situation in self.guardians else None

	def hidden_from(self, actor: str, doctype: str) -> list[str]:
		return [
			name
			for (kind, situation), name in self.records.items()
			if kind == doctype and not policy.sees(actor, doctype, situation)
		]


@contextmanager
def school() -> Iterator[World]:
	"""The whole of it, committed; taken away afterwards."""
	world = World()
	try:
		_make(world)
		frappe.db.commit()
		yield world
	finally:
		frappe.db.rollback()
		frappe.set_user("Administrator")
		_remove(world)
		frappe.db.commit()


def _make(world: World) -> None:
	_make_users(world)
	make.make_academic_year()
	for actor in MENTORS:
		world.profiles[actor] = make.make_mentor(user=world.users[actor], caseload_limit=500)
	for situation, guardian in ((policy.OWN, policy.GUARDIAN), (policy.OTHER, policy.OTHER_GUARDIAN)):
		user = world.users[guardian]
		world.guardians[situation] = make.make_guardian(email=user, user=user)
	pupils = {policy.OWN: policy.PUPIL, policy.OTHER: policy.OTHER_PUPIL}
	for situation in policy.OF_PUPILS:
		guardian = world.guardians.get(situation)
		user = world.users.get(pupils.get(situation))
		world.pupils[situation] = make.make_student(*filter(None, [guardian]), user=user)
	seeding.seed_all(world)
	for actor, situation in zip(MENTORS, (policy.OWN, policy.OTHER, policy.FORMER), strict=True):
		seeding.put_into(world, "Mentor Profile", world.profiles[actor].name, situation)


def _make_users(world: World) -> None:
	make.make_people()
	pupil_factories.make_pupil_users()
	places = {
		(make.MENTOR_ROLES, MENTORS),
		(make.TEACHER_ROLES, (policy.NOMINATING_TEACHER, policy.UNASSIGNED_TEACHER)),
		(make.LEAD_ROLES, (policy.LEAD,)),
		(make.GUARDIAN_ROLES, (policy.GUARDIAN, policy.OTHER_GUARDIAN)),
		(pupil_factories.PUPIL_ROLES, (policy.PUPIL, policy.OTHER_PUPIL)),
	}
	for roles, actors in places:
		for place, actor in enumerate(actors):
			world.users[actor] = make.address(roles, place)
	world.users |= {
		policy.GUEST: "Guest",
		policy.WEBSITE_USER: _website_user(),
		policy.COORDINATOR: make.COORDINATOR,
		policy.INTEGRATION: make.make_user("Academics User", email=INTEGRATION).name,
		policy.SYSTEM_MANAGER: "admin@example.com",
	}


def _website_user() -> str:
	if not frappe.db.exists("User", WEBSITE_USER):
		user = frappe.new_doc("User")
		user.update({"email": WEBSITE_USER, "first_name": "Reader", "send_welcome_email": 0})
		user.update({"user_type": "Website User", "new_password": PASSWORD})
		user.flags.no_welcome_mail = user.flags.ignore_password_policy = True
		user.insert()
	return WEBSITE_USER


def _remove(world: World) -> None:
	for doctype, name in reversed(world.rows):
		frappe.db.delete(doctype, {"name": name})
	for path in world.files:
		path.unlink(missing_ok=True)
	for group in (world.pupils, world.guardians, world.profiles):
		for record in group.values():
			frappe.delete_doc(
				record.doctype, record.name, force=True, delete_permanently=True, ignore_missing=True
			)
	forget_what_was_rolled_back()
