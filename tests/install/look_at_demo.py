"""Run on the throwaway site: prints as JSON what the demo's school looks like to those who work there."""

import json

import frappe

from learning_mentor import caseload, progress
from learning_mentor.school_days import SchoolCalendar
from tests.conftest import begin_request, session_of

MENTOR = "mentor@demo.school"


def advice_given() -> list[str]:
	plans = frappe.get_all(
		"Mentoring Action Plan",
		filters={"status": ["in", ("Active", "Under Review")]},
		pluck="name",
		order_by="name asc",
	)
	docs = [frappe.get_doc("Mentoring Action Plan", name) for name in plans]
	return sorted({target["advice"] for doc in docs for target in progress.targets_with_points(doc)})


def morning_of_mentor() -> dict:
	with session_of(MENTOR):
		page = caseload.my_caseload()
	planned = [row for row in page["sessions"] if row["status"] == "Planned"]
	return {
		"today": sum(row["starts_on"].date() == frappe.utils.getdate() for row in planned),
		"handovers": len(page["handovers"]),
		"groups": len(page["groups"]),
	}


def sessions_outside_school_days() -> list[str]:
	"""Today's are the mentor's even at a weekend."""
	rows = frappe.get_all(
		"Mentoring Session", fields=["name", "starts_on"], order_by="starts_on asc", limit_page_length=0
	)
	days = {row.starts_on.date() for row in rows} - {frappe.utils.getdate()}
	calendar = SchoolCalendar(min(days), max(days))
	return sorted(str(day) for day in days if not calendar.is_school_day(day))


begin_request()
print(
	json.dumps(
		{
			"advice": advice_given(),
			"morning": morning_of_mentor(),
			"outside_school_days": sessions_outside_school_days(),
		}
	)
)
