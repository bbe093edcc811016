"""Frappe's login form brings the staff to the desk and families to their page; other tests do without it."""

import pytest

from tests.browser.conftest import ADDRESS, PHONE
from tests.conftest import DESK, PASSWORD


@pytest.mark.parametrize(("who", "lands_at"), [("coordinator", DESK), ("guardian", "/mentoring")])
def test_people_sign_in_through_the_login_form(chromium, school, who, lands_at):
	window = chromium.new_context(viewport=PHONE, base_url=ADDRESS)
	page = window.new_page()
	page.goto("/login")
	page.fill("#login_email", getattr(school[who], "user", school[who]))
	page.fill("#login_password", PASSWORD)
	page.click(".btn-login:visible")
	page.wait_for_url(f"**{lands_at}**")
	window.close()
