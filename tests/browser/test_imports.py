"""An import in the desk, and what the digest looks like in a mail program."""

import email
from email import policy as mail_policy

import frappe
import pytest
from frappe.utils import now_datetime
from playwright.sync_api import expect

from learning_mentor import notify
from learning_mentor.imports import targets
from learning_mentor.notices import digest, hours, kinds
from tests import factories as make
from tests.browser.conftest import DESKTOP, PHONE, fits, keep
from tests.import_factories import make_import, nomination_row

PATIENCE = 240_000  # milliseconds: making users leaves slow jobs to the worker


@pytest.fixture(scope="module")
def importing(own_people):
	make.make_academic_year()
	teacher = make.make_teacher().name
	rows = [
		nomination_row(make.make_student(), teacher),
		nomination_row(make.make_student(enabled=0), teacher),
		nomination_row(make.make_student(), teacher, severity_1="9"),
		nomination_row(make.make_student(), "nobody@example.com"),
	]
	importing = make_import("Nominations", rows)
	frappe.db.commit()
	return importing


def test_a_coordinator_checks_a_file_reads_the_bad_rows_and_imports_the_good(open_as, importing):
	page = open_as(make.COORDINATOR, DESKTOP)
	page.goto(f"/app/mentoring-import/{importing.name}")
	page.get_by_role("button", name="Check the File").click()
	expect(page.get_by_text("Mend the bad rows in your file")).to_be_visible(timeout=PATIENCE)
	for words in ("is not enabled", "Severity goes from 1 to 5", "choose a member of staff"):
		expect(page.locator(".grid-body").get_by_text(words).first).to_be_visible()
	keep(page, "import-bad-rows")
	page.get_by_role("button", name="Import the Good Rows").click()
	expect(page.get_by_text("Rows imported: 1")).to_be_visible(timeout=PATIENCE)
	keep(page, "import-done")


def test_a_template_is_fetched_from_the_form(open_as, importing):
	page = open_as(make.COORDINATOR, DESKTOP)
	page.goto(f"/app/mentoring-import/{importing.name}")
	page.get_by_role("button", name="Template").click()
	page.evaluate("window.open = (address) => { window.address_opened = address; }")
	page.get_by_role("link", name="CSV").or_(page.get_by_role("menuitem", name="CSV")).first.click()
	answer = page.request.get(page.evaluate("window.address_opened"))
	assert answer.ok and targets.template_rows("Nominations")[0][0] in answer.text()


def test_a_digest_can_be_read_on_a_phone(chromium, own_people):
	case = make.make_case()
	plan = make.make_plan(case)
	user = make.mentor_user(case)
	for kind in (kinds.PLAN_ACTIVE, kinds.PLAN_RETURNED, kinds.LIAISON_DUE):
		notify.tell([user], kind, plan)
	morning = hours.digest_time(now_datetime() + frappe.utils.datetime.timedelta(days=1))
	assert digest.send_digest(user, morning)
	queue = frappe.get_last_doc("Email Queue")
	text = email.message_from_string(queue.message, policy=mail_policy.default)
	html = text.get_body(("html",)).get_content()
	frappe.db.rollback()
	page = chromium.new_context(viewport=PHONE).new_page()
	page.set_content(html)
	expect(page.get_by_role("link", name=plan.name).first).to_be_visible()
	assert fits(page)
	keep(page, "digest")
	page.context.close()
