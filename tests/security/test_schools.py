"""Schools kept apart: the whole world of the matrix is the south school's, and the north school's people ask.

A coordinator, a safeguarding lead and a data protection officer of another school meet nothing of it by any
way and any method; with a User Permission for the south school they meet it all.
"""

from collections.abc import Iterator

import frappe
import pytest

from learning_mentor.permissions import RULES, scope
from tests import factories as make
from tests import school_factories as schools
from tests.security import paths, policy
from tests.security.app_methods import DOCUMENTS, METHODS
from tests.security.canaries import Canary, app_doctypes
from tests.security.fingerprints import fingerprint
from tests.security.lane import Lane, text_of
from tests.security.test_methods import PAGES

COORDINATOR, LEAD, OFFICER = "coordinator", "safeguarding lead", "data protection officer"
ROLES = {
	COORDINATOR: ("Mentoring Coordinator", "Instructor"),
	LEAD: ("Safeguarding Lead",),
	OFFICER: ("Data Protection Officer",),
}
NORTHERNERS = {actor: f"north.{frappe.scrub(actor)}@example.com" for actor in ROLES}
SOUTHERNERS = {COORDINATOR: policy.COORDINATOR, LEAD: policy.LEAD}
OF_SCHOOLS = sorted(set(RULES) - scope.SHARED)


class Trust:
	"""The world, its southern canaries, a case of the north, and lanes of the northerners."""

	def __init__(self, world, northern_case: str):
		self.world, self.northern_case = world, northern_case
		self.lanes = {actor: Lane(user) for actor, user in NORTHERNERS.items()}
		self.leaks: list[str] = []

	def southern(self, text: str) -> set[Canary]:
		return {each for each in self.world.aviary.found_in(text) if each.root not in scope.SHARED}

	def check(self, actor: str, way: str, what: str, response, names=()) -> None:
		text = text_of(response)
		for canary in self.southern(text):
			self.leaks.append(f"{actor}: {way} of {what} tells {canary.doctype}.{canary.fieldname}")
		if any(f'"{name}"' in text for name in names):
			self.leaks.append(f"{actor}: {way} of {what} names a record of the other school")
		if response.status_code >= 500:
			self.leaks.append(f"{actor}: {way} of {what} answers {response.status_code}: {text[-300:]}")

	def names(self, doctype: str) -> list[str]:
		return [name for (kind, _situation), name in self.world.records.items() if kind == doctype]


@pytest.fixture(scope="module")
def trust(world) -> Iterator[Trust]:
	with schools.pupils_have_schools():
		for actor, user in NORTHERNERS.items():
			make.make_user(*ROLES[actor], email=user)
			schools.let_see(user, schools.NORTH)
		make.free_people("north.")
		student, mentor = make.make_student(), make.make_mentor()
		case = make.make_case(student, mentor)
		schools.put_into(schools.NORTH, student, mentor)
		_all_to_the_south(world)
		scope.turn(True)
		frappe.db.commit()
		try:
			yield Trust(world, case.name)
		finally:
			frappe.db.rollback()
			frappe.set_user("Administrator")
			scope.turn(False)
			make.remove_story(student.name)
			frappe.db.delete("Mentoring Read Log", {"reader": ["in", list(NORTHERNERS.values())]})
			for doctype in _with_own_school():
				frappe.db.set_value(doctype, {"school": schools.SOUTH}, "school", None)
			frappe.delete_doc("Mentor Profile", mentor.name, force=True, delete_permanently=True)
			make.free_people()
			frappe.db.commit()


def _with_own_school() -> list[str]:
	return [each for each in RULES if frappe.get_meta(each).has_field("school")]


def _all_to_the_south(world) -> None:
	schools.put_into(schools.SOUTH, *world.pupils.values(), *world.profiles.values())
	for (doctype, _situation), name in world.records.items():
		if doctype in _with_own_school():
			frappe.db.set_value(doctype, name, "school", schools.SOUTH, update_modified=False)


@pytest.fixture(autouse=True)
def no_leak(trust) -> Iterator[None]:
	trust.leaks.clear()
	yield
	assert not trust.leaks, f"{len(trust.leaks)} leaks\n" + "\n".join(trust.leaks[:40])


def _share(ways: list, actor: str, place: int) -> list:
	"""The coordinator tries all ways; the others, whose rights differ by doctype alone, a third each."""
	return ways if actor == COORDINATOR else ways[(place + len(actor)) % 3 :: 3]


@pytest.mark.parametrize("actor", NORTHERNERS)
def test_lists_hold_nothing_of_another_school(trust, actor):
	for place, doctype in enumerate(OF_SCHOOLS):
		names = trust.names(doctype)
		for way, ask in _share(paths.ways(paths.LISTS, policy.COORDINATOR, doctype), actor, place):
			trust.check(actor, way, doctype, ask(trust.lanes[actor], doctype), names)
		for way, ask in paths.TOTALS.items():
			response = ask(trust.lanes[actor], doctype, [[doctype, "name", "in", names]])
			if paths.number_in(response) not in (None, 0):
				trust.leaks.append(f"{actor}: {way} of {doctype} counts {paths.number_in(response)}")


@pytest.mark.parametrize("actor", NORTHERNERS)
def test_records_of_another_school_are_as_missing_ones(trust, actor):
	lane = trust.lanes[actor]
	for place, doctype in enumerate(OF_SCHOOLS):
		(hidden, *_more) = trust.names(doctype)
		missing = f"{hidden[:-3]}000"
		ways = paths.ways(paths.RECORDS, policy.COORDINATOR, doctype)
		for way, ask in _share(ways, actor, place):
			response, without = ask(lane, doctype, hidden), ask(lane, doctype, missing)
			trust.check(actor, way, doctype, response)
			told = (response.status_code, response.get_data(as_text=True).replace(hidden, "NAME"))
			if told != (without.status_code, without.get_data(as_text=True).replace(missing, "NAME")):
				trust.leaks.append(f"{actor}: {way} of {doctype} answers {told}, not as for a missing one")


@pytest.mark.parametrize("actor", [COORDINATOR, OFFICER])
def test_rows_links_traces_and_files_of_another_school_stay_there(trust, actor):
	lane, world = trust.lanes[actor], trust.world
	for child in app_doctypes(tables=True):
		for parent in frappe.get_all(
			"DocField", {"options": child, "fieldtype": "Table"}, pluck="parent", order_by="name"
		):
			if parent not in scope.SHARED:
				trust.check(actor, "child rows", child, paths.child_rows(lane, child, parent))
		trust.check(actor, "rest list", child, paths.rest_list(lane, child))
	for trace in ("Comment", "Version", "Communication", "ToDo", "Tag Link", "Activity Log", "File"):
		trust.check(actor, "rest list", trace, paths.rest_list(lane, trace))
	for (doctype, _name), (row, address) in world.attachments.items():
		if doctype not in scope.SHARED:
			trust.check(actor, "file", doctype, lane.open("GET", address))
			trust.check(actor, "file's row", doctype, paths.rest(lane, "File", row))


@pytest.mark.parametrize("actor", NORTHERNERS)
def test_methods_and_pages_tell_and_change_nothing_of_another_school(trust, tables, actor):
	world, lane = trust.world, trust.lanes[actor]

	def record(doctype: str) -> str:
		return world.guardian_of(policy.OWN) if doctype == "Guardian" else world.linked(doctype, policy.OWN)

	before = fingerprint(tables)
	for path, method in METHODS.items():
		arguments = method.arguments(record)
		cmd = "run_doc_method" if path in DOCUMENTS else path
		if method.writers is None:
			trust.check(actor, path, "south", lane.ask(cmd, **arguments))
			continue
		response = lane.call(cmd, look=lambda: fingerprint(tables), **arguments)
		trust.check(actor, path, "south", response)
		if lane.seen != before:
			trust.leaks.append(f"{actor}: {path} has changed rows")
	for address, doctype in PAGES.items():
		asked = {"name": world.linked(doctype, policy.OWN)} if doctype else {}
		trust.check(actor, "page", address, lane.open("GET", address, asked, accept="text/html"))


@pytest.mark.parametrize("actor", NORTHERNERS)
def test_reports_hold_nothing_of_another_school(trust, actor):
	for report in frappe.get_all("Report", {"module": "Learning Mentor"}, pluck="name", order_by="name"):
		filters = {
			"case": trust.world.records["Mentoring Case", policy.OWN],
			"event": trust.world.records["Mentoring Event", policy.PUBLIC],
			"pupil": trust.world.pupils[policy.OWN].name,
			"student": trust.world.pupils[policy.OWN].name,
		}
		for asked in (filters, {"from_date": "2000-01-01", "to_date": "2100-01-01"}):
			run = trust.lanes[actor].ask("frappe.desk.query_report.run", report_name=report, filters=asked)
			names = [name for doctype in OF_SCHOOLS for name in trust.names(doctype)]
			trust.check(actor, "report", report, run, names if report != "Access Review" else ())


def test_a_coordinator_finds_what_is_the_own_school_s(trust):
	lane = trust.lanes[COORDINATOR]
	listed = paths.rest_list(lane, "Mentoring Case").json["data"]
	assert [row["name"] for row in listed] == [trust.northern_case]
	assert paths.rest(lane, "Mentoring Case", trust.northern_case).status_code == 200
	assert paths.TOTALS["client count"](lane, "Mentoring Case", []).json["message"] == 1


@pytest.mark.parametrize("actor", SOUTHERNERS)
def test_without_a_user_permission_nobody_is_seen_and_with_one_the_school_is(trust, actor):
	world, who = trust.world, SOUTHERNERS[actor]
	lane = Lane(world.users[who], keeps=True)
	try:
		assert _seen(trust, lane) == set()
		schools.let_see(world.users[who], schools.SOUTH)
		expected = {each for each in OF_SCHOOLS if policy.WHO_SEES[each](_situation(trust, each)) >= {who}}
		assert _seen(trust, lane) == {each for each in expected if paths.text_fields(each)} - OF_NEITHER
	finally:
		frappe.db.rollback()
		_take_back(world.users[who])  # a list that was logged has been committed


def _take_back(user: str) -> None:
	frappe.db.delete("User Permission", {"user": user})
	frappe.db.commit()
	frappe.clear_cache(user=user)


# Readings of lists are of the reader's school, and the log's canary names no record
OF_NEITHER = {"Mentoring Read Log"}


def _situation(trust, doctype: str) -> str:
	return next(situation for kind, situation in trust.world.records if kind == doctype)


def _seen(trust, lane) -> set[str]:
	found = set()
	for doctype in OF_SCHOOLS:
		response = paths.LISTS["client list"](lane, doctype)
		found |= {canary.root for canary in trust.southern(text_of(response)) if canary.doctype == doctype}
	return found


def test_with_the_setting_off_the_coordinator_of_the_north_sees_the_south(trust):
	lane = Lane(NORTHERNERS[COORDINATOR], keeps=True)
	frappe.db.delete("User Permission", {"user": NORTHERNERS[COORDINATOR]})
	scope.turn(False)
	frappe.clear_cache(user=NORTHERNERS[COORDINATOR])
	try:
		names = {row["name"] for row in paths.rest_list(lane, "Mentoring Case").json["data"]}
		assert names >= set(trust.names("Mentoring Case"))
	finally:
		frappe.db.rollback()
		_take_back(NORTHERNERS[COORDINATOR])
		schools.let_see(NORTHERNERS[COORDINATOR], schools.NORTH)
		scope.turn(True)
		frappe.db.commit()
