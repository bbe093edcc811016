"""Reports as the desk runs them: columns, chart and figures, and who gets what of whom."""

import json

import frappe
import pytest
from frappe.core.doctype.report.report import enable_prepared_report
from frappe.desk.query_report import run

from learning_mentor import direct_reports
from tests import factories as make
from tests import report_factories as reports

pytestmark = pytest.mark.usefixtures("db")

OF_MENTORS = (
	"Caseload and Capacity",
	"Plan Reviews Due",
	"Contact Time",
	"Mentoring Impact",
	"Home Visit Outcomes",
	"Referral Waiting Times",
	"Event Reach",
	"Provision Map",
)
OF_THE_SCHOOL = ("Nomination Funnel", "Equality of Access")
# other ways to group, each of which has columns of its own
GROUPS = {
	"Nomination Funnel": ("Urgency", "Year group"),
	"Contact Time": ("Mentor", "Need", "Setting"),
	"Mentoring Impact": ("Year group", "Gender", "Student category"),
	"Home Visit Outcomes": ("Mentor", "Year group"),
	"Event Reach": ("Event", "Year group"),
	"Provision Map": ("Year group", "Need and year group", "Pupil"),
	"Equality of Access": ("Year group", "Student category"),
}
DAYS = {"from_date": str(reports.FIRST_DAY), "to_date": str(reports.LAST_DAY)}


@pytest.fixture
def school(db):
	"""A mentor whose six pupils have one of everything, and another one without pupils."""
	school = reports.make_school(make.make_mentor(), pupils=6)
	school.other, school.coordinator = make.make_mentor(), make.make_coordinator().name
	return school


def answer_of(report: str, **filters) -> dict:
	answer = run(report, filters=filters, ignore_prepared_report=True)
	return {part: answer[part] for part in ("columns", "result", "message", "chart", "report_summary")}


def asked_of(school, group: str | None = None) -> dict:
	asked = {**DAYS, "academic_year": school.year}
	return {**asked, "group_by": group} if group else asked


@pytest.mark.parametrize("report", (*OF_MENTORS, *OF_THE_SCHOOL))
def test_a_report_has_columns_rows_a_chart_and_figures(report, school, as_user):
	with as_user(school.coordinator):
		for group in (None, *GROUPS.get(report, ())):
			answer = answer_of(report, **asked_of(school, group))
			assert answer["result"], group
			fields = [column["fieldname"] for column in answer["columns"]]
			assert len(set(fields)) == len(fields)
			for row in answer["result"]:
				assert set(fields) <= set(row), group
			data = answer["chart"]["data"]
			assert data["labels"]
			for series in data["datasets"]:
				assert len(series["values"]) == len(data["labels"])
			assert all(part["label"] and "value" in part for part in answer["report_summary"])


@pytest.mark.parametrize("report", OF_MENTORS)
def test_another_mentor_s_pupils_change_nothing_for_a_mentor(report, school, as_user):
	groups = (None, *GROUPS.get(report, ()))

	def answers() -> str:
		with as_user(school.mentor.user):
			found = [answer_of(report, **asked_of(school, each)) for each in groups]
		return json.dumps(found, default=str)

	before = answers()
	theirs = reports.make_story(school, school.other)
	assert answers() == before
	with as_user(school.other.user):
		mine = json.dumps(answer_of(report, **asked_of(school)), default=str)
	for case in school.cases:
		assert case.name not in mine and case.student_name not in mine
	assert theirs.name not in before


@pytest.mark.parametrize("report", (*OF_MENTORS, *OF_THE_SCHOOL))
def test_reports_are_not_for_teachers(report, school, as_user):
	with as_user(make.make_teacher().name), pytest.raises(frappe.PermissionError):
		answer_of(report, **asked_of(school))


@pytest.mark.parametrize("report", OF_THE_SCHOOL)
def test_reports_about_the_whole_school_are_not_for_mentors(report, school, as_user):
	with as_user(school.mentor.user), pytest.raises(frappe.PermissionError):
		answer_of(report, **asked_of(school))


@pytest.mark.parametrize(
	("report", "figures"),
	[
		("Plan Reviews Due", {"Plans in force": 6, "Overdue": 6, "Due soon": 0}),
		("Contact Time", {"Meetings planned": 12, "Meetings held": 12, "Hours": "9", "Missed": 0}),
		("Mentoring Impact", {"Pupils": 6, "Check-ins: mean change": "20.0 (20.0 to 20.0)"}),
		("Home Visit Outcomes", {"Visits": 6, "Families visited": 6, "Made (%)": "100"}),
		("Referral Waiting Times", {"Referrals sent": 6, "Not decided": 6}),
		("Event Reach", {"Events": 1, "Attendances": 6, "Pupils reached": 6, "Of these with a case": 6}),
		("Provision Map", {"Hours planned": "9", "Hours delivered": "9", "Delivered (%)": "100"}),
	],
)
def test_the_figures_above_a_mentor_s_report(report, figures, school, as_user):
	"""Six pupils, each with a session of 30 minutes, a visit of 60, and check-ins from 5 to 9 of 20."""
	with as_user(school.mentor.user):
		summary = answer_of(report, **asked_of(school))["report_summary"]
	shown = {part["label"]: part["value"] for part in summary}
	assert {label: shown[label] for label in figures} == figures


def test_filters_that_a_report_does_not_have_change_nothing(school, as_user):
	"""Impact has no filter that narrows the pupils: the difference of two tables would be a small group."""
	with as_user(school.coordinator):
		plain = answer_of("Mentoring Impact", **asked_of(school))
		narrowed = answer_of(
			"Mentoring Impact", **asked_of(school), program="Year 8", mentor=school.other.name, group="Gender"
		)
	assert plain == narrowed


def test_an_unknown_group_is_refused(school, as_user):
	with as_user(school.coordinator), pytest.raises(frappe.ValidationError, match="Group by: choose one of"):
		answer_of("Mentoring Impact", **asked_of(school, "Religion"))


def test_every_report_is_linked_in_the_workspace():
	links = frappe.get_doc("Workspace", "Mentoring").links
	reports_of_ours = frappe.get_all("Report", {"module": "Learning Mentor"}, pluck="name", order_by="name")
	assert set(reports_of_ours) == {row.link_to for row in links if row.link_type == "Report"}


def test_a_report_that_was_slow_is_run_when_it_is_asked_for_all_the_same(db):
	foreign = frappe.db.get_value("Report", {"ref_doctype": "User"}, order_by="name")
	for name in ("Contact Time", foreign):
		enable_prepared_report(name)  # what Frappe does about a slow run
	assert direct_reports.keep_direct() == ["Contact Time"]
	marks = [frappe.db.get_value("Report", name, "prepared_report") for name in ("Contact Time", foreign)]
	assert marks == [0, 1]
