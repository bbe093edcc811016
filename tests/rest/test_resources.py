"""`/api/resource` works for every record type: listed, read, made, changed and deleted as its rights say."""

import json

import frappe
import pytest

from learning_mentor.permissions import RULES
from tests import check_in_factories as check_ins
from tests import event_factories as events
from tests import factories as make
from tests import referral_factories as referrals
from tests import session_factories as sessions
from tests import transition_factories as transitions
from tests import visit_factories as visits
from tests.conftest import begin_request, end_request
from tests.rest import stories
from tests.rest.conftest import MENTOR, data

LEAD, OFFICER = make.address(make.LEAD_ROLES, 0), make.address(make.OFFICER_ROLES, 0)
ADMIN = "admin@example.com"
USERS = {
	"Mentoring Coordinator": make.COORDINATOR,
	"Learning Mentor": MENTOR,
	"Safeguarding Lead": LEAD,
	"Data Protection Officer": OFFICER,
	"System Manager": ADMIN,
}


def user_with(doctype: str, right: str) -> str | None:
	"""Somebody whose role has the right."""
	allowed = {row.role for row in frappe.get_meta(doctype).permissions if row.get(right)}
	return next((user for role, user in USERS.items() if role in allowed), None)


@pytest.fixture(scope="module")
def case(school, signed_in):
	name = stories.open_case(signed_in, school)
	end_request()
	begin_request()
	return frappe.get_doc("Mentoring Case", name)


@pytest.fixture(scope="module")
def made(school, signed_in, case):
	"""``made(doctype)`` makes a record over REST, once, and is its name; taken away afterwards."""
	names: dict[str, str] = {}

	def make_one(doctype: str) -> str:
		if doctype not in names:
			values = json.loads(frappe.as_json(NEW[doctype](school, case).as_dict(no_nulls=True)))
			values = {field: value for field, value in values.items() if value and field not in FRAPPES_OWN}
			user = MENTOR if user_with(doctype, "create") == MENTOR or doctype in BY_MENTOR else None
			answer = signed_in(user or user_with(doctype, "create")).add(doctype, **values)
			names[doctype] = data(answer)["name"]
		return names[doctype]

	yield make_one
	end_request()
	begin_request()
	for doctype, name in reversed(names.items()):
		if frappe.db.exists(doctype, name):
			frappe.db.delete(doctype, {"name": name})
	frappe.db.commit()


FRAPPES_OWN = ("doctype", "__islocal", "__unsaved")
BY_MENTOR = ("Mentoring Action Plan", "Mentoring Session", "Mentoring Check-in", "Mentoring Home Visit")


def new(doctype: str, **values):
	return frappe.get_doc({"doctype": doctype, **values})


NEW = {
	"Mentoring Need": lambda school, case: new("Mentoring Need", need_name=make.unique("Need")),
	"Mentoring Visit Purpose": lambda school, case: new(
		"Mentoring Visit Purpose", purpose_name=make.unique("Purpose"), plain_words="A talk"
	),
	"Mentoring Scale": lambda school, case: check_ins.new_scale(),
	"Support Agency": lambda school, case: new(
		"Support Agency",
		agency_name=make.unique("Agency"),
		agency_type="Mental health",
		secure_email=referrals.AGENCY_MAIL,
	),
	"Mentoring Nomination": lambda school, case: make.new_nomination(frappe._dict(name=school.make_pupil())),
	"Mentoring Action Plan": lambda school, case: make.new_plan(case),
	"Mentoring Session": lambda school, case: sessions.new_session(case, sessions.at(1, 10)),
	"Mentoring Group": lambda school, case: sessions.new_group(school.mentor, case),
	"Mentoring Home Visit": lambda school, case: visits.new_visit(case),
	"Mentoring Transition Plan": lambda school, case: transitions.new_plan(case),
	"Mentoring Event": lambda school, case: events.new_event(school.mentor),
}
CHANGES = {
	"Mentoring Need": {"plain_words": "Is shy"},
	"Mentoring Visit Purpose": {"plain_words": "Another talk"},
	"Mentoring Scale": {"instructions": "Take your time"},
	"Support Agency": {"agency_type": "Mental health"},
	"Mentoring Nomination": {"tried": "Something else"},
	"Mentoring Action Plan": {"summary": "Speak up"},
	"Mentoring Session": {"place": "Garden"},
	"Mentoring Group": {"theme": "Courage"},
	"Mentoring Home Visit": {"aims": "Meet them all"},
	"Mentoring Transition Plan": {"to_school": "Lake School"},
	"Mentoring Event": {"event_title": "Chess at noon"},
}


@pytest.mark.parametrize("doctype", sorted(RULES))
def test_every_record_type_answers_in_the_documented_way(doctype, signed_in, school):
	"""Lists and refusals of all of them, with the error's form."""
	single = frappe.get_meta(doctype).issingle
	reader = user_with(doctype, "read")
	session = signed_in(reader or make.COORDINATOR).session
	listed = session.get(f"/api/resource/{doctype}", params={"limit_page_length": 1})
	if not reader:
		assert (listed.status_code, listed.json()["error"]["code"]) == (403, "not_permitted")
		return
	if single:
		return
	assert isinstance(data(listed), list)
	missing = session.get(f"/api/resource/{doctype}/NONE-0000")
	assert missing.status_code in (403, 404)
	assert missing.json()["error"]["code"] in ("not_permitted", "not_found")
	for verb in ("put", "delete"):
		refusal = getattr(session, verb)(f"/api/resource/{doctype}/NONE-0000", json={})
		assert refusal.status_code in (403, 404), verb
		assert refusal.json()["error"]["message"]


@pytest.mark.parametrize(
	"doctype",
	sorted(
		set(RULES) - {"Mentoring Settings", "Mentoring Disposal", "Mentoring Import"}
	),  # these need no value
)
def test_nothing_is_made_of_nothing(doctype, signed_in, school):
	"""An empty record is refused by name of what is missing, or because nobody may make one by hand."""
	maker = user_with(doctype, "create")
	answer = signed_in(maker or make.COORDINATOR).add(doctype)
	if not maker:
		assert (answer.status_code, answer.json()["error"]["code"]) == (403, "not_permitted")
		return
	assert answer.status_code in (417, 403), answer.text[:300]
	assert answer.json()["error"]["message"]


@pytest.mark.parametrize("doctype", NEW)
def test_a_record_is_made_read_listed_and_changed(doctype, made, signed_in):
	name = made(doctype)
	user = MENTOR if doctype in BY_MENTOR else user_with(doctype, "write")
	api = signed_in(user)
	assert data(api.read(doctype, name))["name"] == name
	rows = api.session.get(f"/api/resource/{doctype}", params={"filters": json.dumps([["name", "=", name]])})
	assert data(rows) == [{"name": name}]
	change = CHANGES[doctype]
	changed = data(api.write(doctype, name, **change))
	assert {field: changed.get(field) for field in change} == change


@pytest.mark.parametrize("doctype", NEW)
def test_a_record_is_deleted_where_its_rights_say_so(doctype, made, signed_in):
	name = made(doctype)
	deleter = user_with(doctype, "delete")
	user = deleter or (MENTOR if doctype in BY_MENTOR else user_with(doctype, "write"))
	answer = signed_in(user).session.delete(f"/api/resource/{doctype}/{name}")
	assert answer.status_code == (202 if deleter else 403), answer.text[:300]


def test_the_settings_are_read_and_changed(signed_in):
	coordinator = signed_in(make.COORDINATOR)
	name = "Mentoring Settings"
	before = data(coordinator.read(name, name))["session_minutes"]
	assert data(coordinator.write(name, name, session_minutes=before))["session_minutes"] == before
