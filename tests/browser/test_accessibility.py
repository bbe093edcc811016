"""The portal for everybody: WCAG 2.2 AA by axe-core, keys alone, 320 px, 200 % zoom, no script.

What was measured is written to ``.bench/logs/browser/accessibility.txt``; docs/accessibility.md tells it.
"""

import frappe
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests import event_factories, factories, pupil_factories, transition_factories
from tests import referral_factories as referrals
from tests import visit_factories as visits
from tests.browser.conftest import ADDRESS, PASSWORD, PHONE, SHOTS

NARROW = {"width": 320, "height": 640}
ZOOMED = {"width": 640, "height": 450}  # what 1280 x 900 shows at 200 %
LEVELS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
FAMILY = (
	"",
	"/plan?name={plan}",
	"/visit?name={visit}",
	"/referral?name={referral}",
	"/event?name={event}&student={child}",
)
FAMILY += ("/events", "/advice", "/calendar", "/transition?name={move}")
PUPIL = ("", "/check-in?name={check_in}", "/events")
STAFF = ("/visits", "/drop-in", "/calendar")


@pytest.fixture(scope="module")
def story(own_people) -> dict:
	"""A family that is asked about everything, its pupil with a login, and staff of today's drop-in."""
	referrals.make_mail_account()
	pupil_factories.make_pupil_users()
	guardian, mentor = factories.make_portal_guardian(), factories.make_mentor()
	pupil = pupil_factories.make_pupil(guardian)
	factories.enrol(pupil, factories.make_program())
	case = factories.make_case(pupil, mentor=mentor)
	made = {
		"guardian": guardian.user,
		"pupil": pupil.user,
		"child": pupil.name,
		"mentor": mentor.user,
		"plan": factories.make_plan(case, status="Pending Guardian Agreement").name,
		"visit": visits.make_visit(case, status="Approved").name,
		"referral": referrals.make_referral(case, status="Awaiting Consent").name,
		"event": event_factories.make_event(mentor, kind="Trip", event_title="Harbour walk").name,
		"check_in": pupil_factories.ask(case).name,
		"move": awaiting_consent(case),
	}
	event_factories.today_event(mentor)
	frappe.db.commit()
	return made


def awaiting_consent(case) -> str:
	from learning_mentor.transition import families

	plan = transition_factories.make_plan(case)
	with factories.session_of(factories.mentor_user(case)):
		plan.append("consents", transition_factories.consent_of("Pupil"))
		plan.save()
		families.ask(plan.name)
	return plan.name


def pages_of(story: dict) -> list[tuple[str, str]]:
	by_user = {"guardian": FAMILY, "pupil": PUPIL, "mentor": STAFF}
	return [
		(story[who], f"/mentoring{path.format(**story)}") for who, paths in by_user.items() for path in paths
	]


def test_no_page_breaks_a_rule_of_wcag(open_as, story):
	axe, found, measured = Axe(), [], []
	pages: dict[str, Page] = {}
	for user, address in pages_of(story):
		page = pages.get(user) or pages.setdefault(user, open_as(user, PHONE))
		assert page.goto(address).status == 200, (user, address)
		page.wait_for_load_state("networkidle")
		answer = axe.run(page, context="main, .page_content, #page-mentoring", options=LEVELS).response
		measured.append(f"{address.partition('?')[0]}: {len(answer['passes'])} rules kept")
		found += [
			(address.partition("?")[0], each["id"], node["html"][:120])
			for each in answer["violations"]
			for node in each["nodes"]
		]
	SHOTS.mkdir(parents=True, exist_ok=True)
	(SHOTS / "accessibility.txt").write_text("\n".join([*measured, *map(str, found)]))
	assert not found


@pytest.mark.parametrize("size", [NARROW, ZOOMED], ids=["320 px", "200 %"])
def test_nothing_has_to_be_scrolled_sideways(open_as, story, size):
	pages: dict[str, Page] = {}
	for user, address in pages_of(story):
		page = pages.get(user) or pages.setdefault(user, open_as(user, size))
		page.goto(address)
		wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
		assert wide <= 0, (address, wide)


def test_a_guardian_agrees_to_a_plan_by_keys_alone(open_as, story):
	page = open_as(story["guardian"], PHONE)
	page.goto(f"/mentoring/plan?name={story['plan']}")
	expect(page.get_by_role("button", name="Agree to the plan")).to_be_enabled()
	tab_to(page, page.get_by_label("Type your name"))
	page.keyboard.type("A Parent")
	tab_to(page, page.get_by_role("button", name="Agree to the plan"))
	page.keyboard.press("Enter")
	expect(page.locator("#plan-answered")).to_contain_text("Thank you")
	assert page.evaluate("document.activeElement !== document.body"), "the focus is lost after the answer"


def tab_to(page: Page, wanted) -> None:
	"""Press Tab until the element has the focus, and see that the focus shows."""
	handle = wanted.element_handle()
	for _press in range(60):
		if page.evaluate("element => document.activeElement === element", handle):
			break
		page.keyboard.press("Tab")
	else:
		raise AssertionError("Tab does not lead there")
	style = page.evaluate("element => ({...getComputedStyle(element)})", handle)
	assert (style["outlineStyle"], style["boxShadow"]) != ("none", "none"), "the focus does not show"


def test_pages_are_read_without_script(chromium, story):
	window = chromium.new_context(viewport=PHONE, base_url=ADDRESS, java_script_enabled=False)
	signed_in = {"usr": story["guardian"], "pwd": PASSWORD}
	assert window.request.post("/api/method/login", form=signed_in).ok
	page = window.new_page()
	page.goto("/mentoring")
	expect(page.get_by_role("heading", level=1)).to_be_visible()
	page.goto(f"/mentoring/event?name={story['event']}&student={story['child']}")
	expect(page.get_by_text("Harbour walk").first).to_be_visible()
	page.goto(f"/mentoring/visit?name={story['visit']}")
	expect(page.get_by_role("heading", level=1)).to_be_visible()
	window.close()
