import frappe
import pytest

from learning_mentor import selection, selection_board
from learning_mentor.exceptions import AlreadyOpenError, MentoringError, MentorUnavailableError
from tests import factories as make
from tests.connections import in_another_connection


@pytest.fixture
def nomination(db):
	return make.make_nomination()


def test_accepting_makes_the_case_with_the_needs_and_assigns_the_mentor(nomination, as_user):
	mentor = make.make_mentor()
	with as_user(make.COORDINATOR):
		case = frappe.get_doc("Mentoring Case", selection.accept(nomination.name, mentor.name))
	nomination.reload()
	assert (nomination.status, nomination.decided_by) == ("Accepted", make.COORDINATOR)
	assert (case.student, case.mentor, case.status) == (nomination.student, mentor.name, "Open")
	assert [(row.need, row.severity) for row in case.needs] == [(make.NEED, 3)]
	assert case.review_cycle_weeks == 6
	todo = frappe.get_all("ToDo", {"reference_name": case.name}, ["allocated_to", "status"], order_by="name")
	assert [(row.allocated_to, row.status) for row in todo] == [(mentor.user, "Open")]


def test_only_coordinators_decide(nomination, as_user):
	mentor = make.make_mentor()
	for user in (mentor.user, make.make_teacher().name, make.make_safeguarding_lead().name):
		with as_user(user), pytest.raises(frappe.PermissionError):
			selection.accept(nomination.name, mentor.name)
		with as_user(user), pytest.raises(frappe.PermissionError):
			selection_board.get_board()


def test_accepting_in_the_form_without_a_mentor_names_what_is_missing(as_user, db):
	nomination = make.make_nomination(status="Under Review")
	with as_user(make.COORDINATOR), pytest.raises(MentoringError, match="Mentor chosen is missing"):
		make.act(nomination, "Accept")


@pytest.mark.parametrize(
	("profile", "reason"),
	[
		({"caseload_limit": 1}, "is full"),
		({"status": "On Leave"}, "on leave"),
		({"leave_from": "2020-01-01"}, "on leave"),
		({"status": "Left"}, "has left"),
		({"clearance_issued_on": None}, "not cleared"),
		({"clearance_type": "Basic"}, "not cleared"),
		({"clearance_issued_on": "2020-01-01"}, "Lapsed"),
	],
)
def test_a_mentor_who_cannot_take_the_case_is_refused_with_the_reason(nomination, as_user, profile, reason):
	mentor = make.make_mentor(**({} if "caseload_limit" in profile else profile))
	if "caseload_limit" in profile:
		mentor.update(profile).save()
		make.make_case(mentor=mentor)
	with as_user(make.COORDINATOR), pytest.raises(MentorUnavailableError, match=reason):
		selection.accept(nomination.name, mentor.name)


def test_a_refused_mentor_leaves_nomination_and_cases_as_they_were(nomination, as_user, db):
	mentor = make.make_mentor(status="On Leave")
	db.savepoint("as_it_was")
	with as_user(make.COORDINATOR), pytest.raises(MentorUnavailableError):
		selection.accept(nomination.name, mentor.name)
	db.rollback(save_point="as_it_was")
	assert db.get_value("Mentoring Nomination", nomination.name, "status") == "Submitted"
	assert not db.exists("Mentoring Case", {"nomination": nomination.name})


def test_accepting_again_names_the_case(nomination, as_user):
	mentor = make.make_mentor()
	with as_user(make.COORDINATOR):
		case = selection.accept(nomination.name, mentor.name)
		with pytest.raises(AlreadyOpenError, match=case):
			selection.accept(nomination.name, mentor.name)


def test_waiting_list_and_decline_from_the_board(as_user, db):
	waiting, declined = make.make_nomination(), make.make_nomination()
	with as_user(make.COORDINATOR):
		selection.put_on_waiting_list(waiting.name)
		with pytest.raises(MentoringError, match="Reason is missing"):
			selection.decline(declined.name, " ")
		selection.decline(declined.name, "Other help is in place")
	assert db.get_value("Mentoring Nomination", waiting.name, "status") == "Waiting List"
	assert db.get_value("Mentoring Nomination", declined.name, "decision_reason") == "Other help is in place"


def test_a_declined_nomination_cannot_be_accepted_from_the_board(nomination, as_user):
	with as_user(make.COORDINATOR):
		selection.decline(nomination.name, "Other help is in place")
		with pytest.raises(MentoringError, match="cannot be decided on"):
			selection.accept(nomination.name, make.make_mentor().name)


def test_the_board_ranks_by_priority_and_filters(as_user, db):
	low = make.make_nomination(make.make_student(program="Year 7"), needs=[make.rating(severity=1)])
	high = make.make_nomination(make.make_student(program="Year 8"), needs=[make.rating(make.SECOND_NEED, 5)])
	with as_user(make.COORDINATOR):
		ranked = [row.name for row in selection_board.get_board(page_length=200)["nominations"]]
		assert ranked.index(high.name) < ranked.index(low.name)
		of_year_seven = selection_board.get_board(program="Year 7")["nominations"]
		assert low.name in {row.name for row in of_year_seven}
		assert {row.program for row in of_year_seven} == {"Year 7"}
		with_anger = {row.name for row in selection_board.get_board(need=make.SECOND_NEED)["nominations"]}
		assert high.name in with_anger
		assert low.name not in with_anger
		assert not selection_board.get_board(source="Outside agency", need=make.SECOND_NEED)["nominations"]


def test_the_board_lists_mentors_with_their_places(as_user, db):
	free, away = make.make_mentor(caseload_limit=4), make.make_mentor(status="On Leave")
	make.make_case(mentor=free)
	with as_user(make.COORDINATOR):
		places = {row["name"]: row for row in selection_board.mentors_with_places()}
	assert (places[free.name]["open_cases"], places[free.name]["free_places"]) == (1, 3)
	assert "on leave" in places[away.name]["obstacle"]


@pytest.fixture
def committed(db):
	"""Records that other connections can see; taken away again."""
	make.make_coordinator()
	made = {"nomination": make.make_nomination(), "mentor": make.make_mentor(caseload_limit=1)}
	db.commit()
	yield made
	student = made["nomination"].student
	for doctype in ("Mentoring Case", "Mentoring Selection Record", "Mentoring Nomination"):
		for name in frappe.get_all(doctype, {"student": student}, pluck="name", order_by="name"):
			frappe.delete_doc(doctype, name, force=True)
	frappe.delete_doc("Student", student, force=True)
	frappe.delete_doc("Mentor Profile", made["mentor"].name, force=True)
	db.commit()


def test_two_panel_members_who_accept_at_once_make_one_case(committed, db):
	nomination, mentor = committed["nomination"].name, committed["mentor"].name
	outcomes: list = []
	threads = [
		in_another_connection(lambda: selection.accept(nomination, mentor), outcomes) for _ in range(2)
	]
	for thread in threads:
		thread.join(60)
	db.rollback()
	cases = frappe.get_all("Mentoring Case", {"nomination": nomination}, pluck="name", order_by="name")
	assert len(cases) == 1, outcomes
	assert cases[0] in outcomes
	refusals = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
	assert [type(refusal) for refusal in refusals] == [AlreadyOpenError]
	assert cases[0] in str(refusals[0])
