"""Charts on the case and on the plan, drawn from what was measured."""

import frappe
import pytest
from frappe.utils import add_days, add_months, getdate, today
from playwright.sync_api import expect

from tests import factories
from tests.browser.test_story import open_form
from tests.conftest import session_of


@pytest.fixture(scope="module")
def work(site) -> dict:
	"""A plan with four points below its line, and a case with two check-ins."""
	factories.make_people()
	factories.free_people("charts.")
	plan = factories.make_plan(status="Active")
	plan.db_set("agreed_on", add_days(today(), -30))
	user = factories.mentor_user(plan)
	with session_of(user):
		for days in (-20, -15, -10, -5):
			insert(
				"Mentoring Progress Point",
				plan,
				target_number=1,
				measured_on=add_days(today(), days),
				value=2,
			)
		for answer in (1, 3):
			check_in = insert("Mentoring Check-in", plan, scale="Feelings at school")
			for row in check_in.answers:
				row.answer = str(answer)
			check_in.save()
		insert("Mentoring Session", plan, starts_on=f"{add_days(today(), -1)} 09:00:00", status="Held")
	keep_school_records(plan)
	frappe.db.commit()
	yield {"user": user, "plan": plan.name, "case": plan.case}
	factories.free_people()


def keep_school_records(plan) -> None:
	"""Absent a month ago, present today; a result of today. As Education keeps them."""
	student = frappe.db.get_value("Mentoring Case", plan.case, "student")
	known = {"student": student, "docstatus": 1}
	for months, status in ((-1, "Absent"), (0, "Present")):
		row = {"doctype": "Student Attendance", "date": add_months(getdate(), months), "status": status}
		frappe.get_doc({**row, **known}).db_insert()
	result = {"doctype": "Assessment Result", "total_score": 15, "maximum_score": 20}
	frappe.get_doc({**result, **known}).db_insert()


def expect_heights(page, number: int) -> None:
	"""The first chart draws everything at zero, then puts its points at so many heights."""
	page.wait_for_function(
		"""(number) => {
			const dots = [...document.querySelector('.frappe-chart').querySelectorAll('circle')];
			return new Set(dots.map((dot) => dot.getAttribute('cy'))).size === number;
		}""",
		arg=number,
		timeout=10_000,
	)


def insert(doctype: str, plan, **values):
	known = {"plan": plan.name} if doctype == "Mentoring Progress Point" else {}
	return frappe.get_doc({"doctype": doctype, "case": plan.case, **known, **values}).insert()


def test_a_plan_shows_progress_against_its_line(open_as, work):
	page = open_as(work["user"])
	open_form(page, f"/app/mentoring-action-plan/{work['plan']}")
	charts = page.locator(".mentoring-charts")
	expect(charts.locator(".frappe-chart")).to_have_count(1)
	expect_heights(page, 5)  # four on the line, and the baseline that all points stayed at
	expect(charts).to_contain_text("Goal")
	expect(charts.locator(".mentoring-advice")).to_have_text("Change the strategy")
	expect(charts).to_contain_text("four points in a row below the line")
	expect(charts).to_contain_text("Sessions held: 1 of 1 planned")


def test_a_measurement_is_added_from_the_plan(open_as, work):
	page = open_as(work["user"])
	open_form(page, f"/app/mentoring-action-plan/{work['plan']}")
	page.get_by_role("button", name="Add Measurement").click()
	dialog = page.locator(".modal-dialog:visible")
	dialog.locator("select[data-fieldname='target_number']").select_option("1")
	dialog.locator("input[data-fieldname='value']").fill("9")
	dialog.locator(".btn-primary:visible").click()
	expect(page.locator(".mentoring-advice")).to_have_text("Keep going")


def test_a_case_shows_check_ins_attendance_and_results(open_as, work):
	"""Three of the eight items are reversed: (5 * 1 + 3 * 3) / 8, then (5 * 3 + 3 * 1) / 8."""
	page = open_as(work["user"])
	open_form(page, f"/app/mentoring-case/{work['case']}")
	charts = page.locator(".mentoring-charts")
	expect(charts.locator(".frappe-chart")).to_have_count(3)
	expect(charts).to_contain_text("First 1.75, latest 2.25, change +0.5: better than at first")
	expect_heights(page, 2)
	expect(charts).to_contain_text("Before: 0%, During: 100%")
	expect(charts).to_contain_text("During: 75%")


def test_charts_are_there_once_after_a_second_refresh(open_as, work):
	page = open_as(work["user"])
	open_form(page, f"/app/mentoring-case/{work['case']}")
	expect(page.locator(".mentoring-charts")).to_have_count(1)
	page.evaluate("() => { cur_frm.refresh(); cur_frm.refresh(); }")
	page.wait_for_load_state("networkidle")
	expect(page.locator(".mentoring-charts")).to_have_count(1)
