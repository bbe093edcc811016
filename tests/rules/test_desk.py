"""Numbers, charts, boards and connections of the desk: what each says to whom."""

import json
from pathlib import Path

import frappe
import pytest
from frappe.desk.doctype.number_card.number_card import get_result
from frappe.desk.link_preview import get_preview_data
from frappe.utils import add_days, today

from learning_mentor import case_overview, desk, safeguarding, versions
from learning_mentor.exceptions import MentoringError
from learning_mentor.guards import boards, totals
from learning_mentor.permissions import forget_mentor_keys
from tests import factories as make
from tests import referral_factories, session_factories, visit_factories

pytestmark = pytest.mark.usefixtures("db")

MODULE = Path(frappe.get_app_path("learning_mentor", "learning_mentor"))
NOMINATIONS = "Mentoring Nominations"

# Who counts one more once a mentor's pupil has one record of each kind: card -> owners of the count.
MENTOR, COORDINATOR, LEAD, TEACHER = "mentor", "coordinator", "lead", "teacher"
CASEWORK = {MENTOR, COORDINATOR, LEAD}
CARDS = {
	"Open Cases": CASEWORK,
	"Sessions This Week": CASEWORK,
	"Plans Due for Review": CASEWORK,
	"Plans to Approve": CASEWORK,
	"Check-ins Not Answered": CASEWORK,
	"Home Visits Ahead": CASEWORK,
	"Visits to Approve": CASEWORK,
	"Visits Under Way": CASEWORK,
	"Referrals Not Answered": CASEWORK,
	"Nominations to Decide": {TEACHER, COORDINATOR, LEAD},
	"Waiting List": {TEACHER, COORDINATOR, LEAD},
	"Held Nominations": {TEACHER, COORDINATOR, LEAD},
	"Open Concerns": {MENTOR, LEAD},
	"Cases on Hold": CASEWORK,
	"Mentors Not Cleared": {MENTOR, COORDINATOR, LEAD},
	"Protection Files to Send": {LEAD},
	"Access Requests Open": {LEAD},
}
CHARTS = {
	"Sessions per Week": CASEWORK,
	"Check-ins per Month": CASEWORK,
	"Nominations per Month": {TEACHER, COORDINATOR, LEAD},
	"Open Cases by Mentor": CASEWORK,
	"Plans by Status": CASEWORK,
	"Referrals by Status": CASEWORK,
	"Concerns per Month": {MENTOR, LEAD},
	"Concerns by Category": {MENTOR, LEAD},
}


def records(kind: str) -> list[dict]:
	return [json.loads(path.read_text()) for path in sorted((MODULE / kind).glob("*/*.json"))]


def card_number(card: dict) -> int | None:
	"""What the desk shows; None for somebody whom it refuses. Days that the browser fills in are today."""
	days = [[*row[:3], today()] for row in json.loads(card["dynamic_filters_json"])]
	try:
		return get_result(card, json.loads(card["filters_json"]) + days)
	except frappe.PermissionError:
		return None


def chart_total(chart: dict) -> float | None:
	try:
		drawn = totals.chart(chart_name=chart["name"], refresh=1, from_date="", to_date="")
	except frappe.PermissionError:
		return None
	return sum(drawn["datasets"][0]["values"]) if drawn else 0


def seen_by(user: str, as_user) -> dict:
	with as_user(user):
		forget_mentor_keys()
		seen = {card["label"]: card_number(card) for card in records("number_card")}
		return seen | {chart["name"]: chart_total(chart) for chart in records("dashboard_chart")}


@pytest.fixture
def school(db) -> dict:
	mentor, other = make.make_mentor(), make.make_mentor()
	make.make_coordinator()
	return {
		"profile": mentor,
		MENTOR: mentor.user,
		"other mentor": other.user,
		COORDINATOR: make.COORDINATOR,
		LEAD: make.make_safeguarding_lead().name,
		TEACHER: make.make_teacher().name,
	}


def make_one_of_each(school: dict, as_user) -> None:
	case = make.make_case(make.make_student(make.make_guardian()), school["profile"])
	plan = make.make_plan(case, status="Active")
	plan.db_set("review_date", add_days(today(), -1))
	copy(plan, status="Pending Approval", docstatus=0)
	session_factories.log_session(case)
	with as_user(school[MENTOR]):
		check_in = {"doctype": "Mentoring Check-in", "case": case.name, "scale": "Feelings at school"}
		asked = frappe.get_doc(check_in).insert()
		safeguarding.raise_concern("Mentoring Case", case.name, "Seen with a bruise", "Physical")
	copy(asked, status="Answered", answered_on=today())
	visit = visit_factories.make_visit(case)
	visit.db_set("needs_approval", 1)
	copy(visit, status="Under Way")
	referral_factories.make_mail_account()
	referral_factories.write_referral(case).db_set("status", "Sent")
	held = make.make_nomination(by=school[TEACHER])
	held.db_set("safeguarding_concern", 1)
	make.make_nomination(by=school[TEACHER]).db_set("status", "Waiting List")
	case.db_set("legal_hold", 1)
	school["profile"].db_set("clearance_status", "Lapsed")
	move = frappe.get_doc({"doctype": "Mentoring Protection File", "file_exists": "Yes"})
	move.db_insert()
	frappe.get_doc({"doctype": "Mentoring Access Request", "status": "Received"}).db_insert()


def copy(doc, **values) -> None:
	"""A second row that differs in what cards ask for: the way to it is not of this test."""
	twin = frappe.copy_doc(doc)
	twin.update({"open_for": None, **values})
	twin.db_insert()


def test_cards_and_charts_count_the_pupils_of_the_reader_and_no_others(school, as_user):
	people = (MENTOR, "other mentor", COORDINATOR, LEAD, TEACHER)
	before = {who: seen_by(school[who], as_user) for who in people}
	make_one_of_each(school, as_user)
	expected = {**CARDS, **{f"Mentoring {name}": who for name, who in CHARTS.items()}}
	assert set(before[LEAD]) == set(expected), "say in CARDS or CHARTS who counts the new one"
	wrong = []
	for who in people:
		for label, now in seen_by(school[who], as_user).items():
			was = before[who][label]
			assert (now is None) == (was is None)
			if (bool(now) and now > was) != (who in expected[label]):
				wrong.append((label, who, was, now))
	assert not wrong


def test_no_number_or_chart_goes_past_the_lists():
	"""Methods, sources and heat maps of Frappe ask nobody."""
	assert {card["type"] for card in records("number_card")} == {"Document Type"}
	charts = records("dashboard_chart")
	assert {chart["chart_type"] for chart in charts} <= {"Count", "Sum", "Group By"}
	assert "Heatmap" not in {chart["type"] for chart in charts}


def test_a_preview_is_for_those_who_may_list_the_record(school, as_user):
	case = make.make_case(mentor=school["profile"])
	with as_user(school[MENTOR]):
		forget_mentor_keys()
		preview = get_preview_data("Mentoring Case", case.name)
	assert preview["preview_title"] == preview["name"] == case.name
	assert preview["Status"] == "Open"
	with as_user(school["other mentor"]):
		assert get_preview_data("Mentoring Case", case.name) is None


def test_the_work_on_a_case_is_told_to_its_mentor_alone(school, as_user):
	plan = make.make_plan(make.make_case(mentor=school["profile"]), status="Active")
	session = session_factories.log_session(frappe.get_doc("Mentoring Case", plan.case))
	with as_user(school[MENTOR]):
		forget_mentor_keys()
		work = case_overview.work_on(plan.case)
	assert [target["number"] for target in work["targets"]] == [1]
	told = {(entry["kind"], entry["name"], entry["state"]) for entry in work["latest"]}
	assert told == {("Action plan", plan.name, "Active"), ("Session", session.name, "Held")}
	assert {"on", "kind", "doctype", "name", "state"} == set(work["latest"][0])
	with as_user(school["other mentor"]), pytest.raises(frappe.PermissionError):
		case_overview.work_on(plan.case)


def test_pupils_keep_the_connections_that_education_shows():
	education = {
		"fieldname": "student",
		"heatmap": True,
		"non_standard_fieldnames": {"Bank Account": "party"},
		"transactions": [{"label": "Attendance", "items": ["Student Attendance"]}],
	}
	shown = desk.add_student_connections(dict(education))
	assert shown["transactions"][0] == education["transactions"][0]
	assert shown["non_standard_fieldnames"]["Bank Account"] == "party"
	assert shown["heatmap"] is True
	assert desk.add_student_connections({"fieldname": "pupil"})["fieldname"] == "pupil"
	assert "Mentoring Case" in shown["transactions"][-1]["items"]


def test_a_pupil_s_connections_are_counted_as_lists_are(school, as_user):
	case = make.make_case(mentor=school["profile"])
	assert "Mentoring" in {
		group["label"] for group in frappe.get_meta("Student").get_dashboard_data().transactions
	}
	numbers = {}
	for who in (MENTOR, "other mentor", COORDINATOR):
		with as_user(school[who]):
			forget_mentor_keys()
			answer = totals.get_open_count(
				doctype="Student", name=case.student, items=json.dumps(["Mentoring Case"])
			)
			found = answer["count"]
			found = found["external_links_found"] if isinstance(found, dict) else found
			numbers[who] = [row["count"] for row in found]
	assert numbers == {MENTOR: [1], "other mentor": [0], COORDINATOR: [1]}


def drag(nomination, column: str) -> None:
	boards.move_card(
		board_name=NOMINATIONS,
		docname=nomination.name,
		from_colname=nomination.status,
		to_colname=column,
		old_index=0,
		new_index=0,
	)


def test_a_card_that_is_moved_takes_the_workflow_s_step(as_user):
	nomination = make.make_nomination()
	with as_user(make.COORDINATOR):
		drag(nomination, "Under Review")
	nomination.reload()
	assert (nomination.status, nomination.workflow_state) == ("Under Review", "Under Review")


def test_a_card_is_not_moved_past_the_workflow(as_user):
	nomination = make.make_nomination()
	with as_user(nomination.owner), pytest.raises(MentoringError, match="Nothing that you may do leads from"):
		drag(nomination, "Under Review")
	with as_user(make.COORDINATOR), pytest.raises(MentoringError, match="Nothing that you may do leads from"):
		drag(nomination, "Accepted")
	nomination.reload()
	assert nomination.status == "Submitted"


def test_a_hidden_card_is_not_moved(school, as_user):
	nomination = make.make_nomination()
	with as_user(school["other mentor"]), pytest.raises(frappe.PermissionError, match="no such record"):
		drag(nomination, "Withdrawn")


def test_who_may_open_the_app(school, as_user, officer):
	opens = {}
	for who in (MENTOR, COORDINATOR, LEAD, TEACHER):
		with as_user(school[who]):
			opens[who] = desk.shows_app()
	with as_user("Guest"):
		opens["guest"] = desk.shows_app()
	assert opens == {MENTOR: True, COORDINATOR: True, LEAD: True, TEACHER: True, "guest": False}


def test_the_app_s_address_follows_the_desk():
	assert (versions.home("15.72.0"), versions.home("16.0.1")) == ("/app/mentoring", "/desk/mentoring")
