"""Every whitelisted method of the app, and its pages, asked by each of the fifteen actors."""

import frappe
import pytest

from tests.security import policy
from tests.security.app_methods import DOCUMENTS, METHODS, whitelisted
from tests.security.fingerprints import fingerprint

pytestmark = pytest.mark.usefixtures("no_leak")

PAGES = {
	"/mentoring": None,
	"/mentoring/plan": "Mentoring Action Plan",
	"/mentoring/visit": "Mentoring Home Visit",
	"/mentoring/visits": None,
	"/mentoring/check-in": "Mentoring Check-in",
	"/mentoring/referral": "Mentoring Referral",
	"/mentoring/transition": "Mentoring Transition Plan",
	"/mentoring/event": "Mentoring Event",
	"/mentoring/events": None,
	"/mentoring/calendar": None,
	"/mentoring/drop-in": None,
	"/mentoring/advice": None,
	"/mentoring/api": None,
	"/mentoring/outside": None,
}


def test_every_whitelisted_method_is_in_the_matrix():
	missing = set(whitelisted()) - set(METHODS)
	assert not missing, f"Add to METHODS in tests/security/app_methods.py: {sorted(missing)}"
	assert not set(METHODS) - set(whitelisted())


def test_every_page_of_the_portal_is_in_the_matrix():
	folder = frappe.get_app_path("learning_mentor", "www")
	found = {
		"/" + str(path.relative_to(folder).with_suffix("")).removesuffix("/index")
		for path in sorted(__import__("pathlib").Path(folder).rglob("*.html"))
	}
	assert found == set(PAGES), "Add the page to PAGES in tests/security/test_methods.py."


@pytest.mark.parametrize("situation", [policy.OWN, policy.OTHER])
@pytest.mark.parametrize("actor", policy.ACTORS)
def test_methods(world, lane, tally, tables, actor, situation):
	def record(doctype: str) -> str:
		return world.guardian_of(situation) if doctype == "Guardian" else world.linked(doctype, situation)

	for path, method in METHODS.items():
		arguments = method.arguments(record)
		cmd = "run_doc_method" if path in DOCUMENTS else path
		if method.writers is None:
			tally.check(actor, path, situation, lane(actor).ask(cmd, **arguments), at_home=True)
			continue
		family = policy.at_home_as(actor, situation)
		may_write = (family or actor) in method.writers and (family or situation == policy.OWN)
		before = None if may_write else fingerprint(tables)
		look = None if may_write else (lambda: fingerprint(tables))
		response = lane(actor).call(cmd, look=look, **arguments)
		tally.check(actor, path, situation, response, at_home=True)
		if not may_write and (situation == policy.OWN or actor in policy.OUTSIDERS):
			if response.status_code < 400:
				tally.note(
					actor, path, situation, f"answers {response.status_code} to somebody who may not do it"
				)
			if lane(actor).seen != before:
				tally.note(actor, path, situation, "has changed rows")


@pytest.mark.parametrize("actor", policy.ACTORS)
def test_pages(world, lane, tally, actor):
	for address, doctype in PAGES.items():
		for situation in (policy.OWN, policy.OTHER, policy.CLOSED):
			asked = {"name": world.linked(doctype, situation)} if doctype else {}
			response = lane(actor).open("GET", address, asked, accept="text/html")
			tally.check(actor, "page", address, response, at_home=True)


@pytest.mark.parametrize("actor", policy.STAFF)
def test_desk_pages_and_boot(world, lane, tally, actor):
	for method, arguments in (
		("frappe.desk.desktop.get_workspace_sidebar_items", {}),
		("frappe.desk.notifications.get_notifications", {}),
		("frappe.desk.doctype.event.event.get_events", {"start": "2000-01-01", "end": "2100-01-01"}),
	):
		tally.check(actor, method, "desk", lane(actor).ask(method, **arguments))


def test_a_guardian_meets_the_own_child_s_plan(world, lane, tally):
	"""The pages are not closed to everybody: what a family is to see is there."""
	plan = world.records["Mentoring Action Plan", policy.OWN]
	page = lane(policy.GUARDIAN).open("GET", "/mentoring/plan", {"name": plan}, accept="text/html")
	found = tally.check(policy.GUARDIAN, "page", "/mentoring/plan", page, at_home=True)
	assert "summary" in {canary.fieldname for canary in found}
	assert tally.check(
		policy.MENTOR,
		"notes",
		"own",
		lane(policy.MENTOR).call(
			"learning_mentor.api.safeguarding.read",
			name=world.records["Mentoring Safeguarding Note", policy.OWN],
		),
		at_home=True,
	)
