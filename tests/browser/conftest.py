"""Debian's Chromium, driven by playwright against the test site's server."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import frappe
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests import factories
from tests.conftest import PASSWORD

ADDRESS = os.environ.get("LM_BASE_URL", "")
SHOTS = Path(os.environ.get("LM_BENCH", ".bench")) / "logs" / "browser"
SWITCHES = (
	"--no-sandbox",
	"--disable-gpu",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
)
expect.set_options(timeout=20_000)  # a busy machine answers late
PHONE, DESKTOP = {"width": 375, "height": 800}, {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
	with sync_playwright() as playwright:
		browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=SWITCHES)
		yield browser
		browser.close()


@pytest.fixture
def open_as(chromium, request) -> Iterator[Callable[..., Page]]:
	"""``open_as(user, size)``: an empty page of a window of its own, with a session.

	Errors of our scripts fail the test; a picture of each page is kept in ``.bench/logs/browser``.
	"""
	pages: list[Page] = []
	errors: list[str] = []

	def open_page(user: str, size: dict = DESKTOP) -> Page:
		page = chromium.new_context(viewport=size, base_url=ADDRESS, reduced_motion="reduce").new_page()
		page.set_default_timeout(60_000)
		page.on("pageerror", lambda error: errors.append(error.stack or str(error)))
		sign_in(page, user)
		pages.append(page)
		return page

	yield open_page
	SHOTS.mkdir(parents=True, exist_ok=True)
	for number, page in enumerate(pages):
		page.screenshot(path=SHOTS / f"{request.node.name}-{number}.png")
		page.context.close()
	assert not [error for error in errors if is_ours(error)]


def is_ours(stack: str) -> bool:
	"""Whether a script error has a frame outside Frappe's own bundles."""
	frames = [line for line in stack.splitlines() if line.strip().startswith("at ")]
	return not frames or any("/assets/frappe/" not in frame and "at frappe." not in frame for frame in frames)


def sign_in(page: Page, user: str) -> None:
	"""Without the login form, which brings the whole desk up before the page that a test asks for."""
	answer = page.context.request.post("/api/method/login", form={"usr": user, "pwd": PASSWORD})
	assert answer.ok, f"{user} may not sign in: {answer.status}"


def fits(page: Page) -> bool:
	"""Whether nothing has to be pushed sideways to be read."""
	return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def keep(page: Page, name: str) -> None:
	"""A picture of the whole page beside those that `open_as` keeps."""
	SHOTS.mkdir(parents=True, exist_ok=True)
	page.screenshot(path=SHOTS / f"{name}.png", full_page=True)


@pytest.fixture(scope="module")
def own_people(school, request) -> Iterator[None]:
	"""People whom no other file takes: what the tests of this file make is committed."""
	factories.free_people(f"{request.module.__name__.rpartition('.')[2]}.")
	yield
	factories.free_people()


@pytest.fixture(scope="session")
def school(site) -> dict:
	"""People and a pupil that the server can see; the site is restored before every run."""
	factories.make_people()
	factories.free_people("browser.")
	factories.make_academic_year()
	guardian = factories.make_portal_guardian()
	made = {
		"coordinator": factories.COORDINATOR,
		"teacher": factories.make_teacher().name,
		"guardian": guardian,
		"mentor": factories.make_mentor(),
		"student": factories.make_student(guardian, program="Year 8"),
	}
	frappe.db.commit()
	yield made
	factories.free_people()
