"""Reports made in the background: whose a result is, and while which rights it is handed out."""

import frappe
import pytest

from benchmarks.meter import cost_of
from learning_mentor import permissions
from learning_mentor.background_reports import asking, handing_out, making, runs
from learning_mentor.exceptions import MentoringError
from learning_mentor.permissions import reach, scope
from tests import check_in_factories as check_in
from tests import factories as make
from tests.background_factories import CHRONOLOGY, CLEARANCE, asked, made, name_on_note, state
from tests.conftest import session_of
from tests.school_factories import NORTH, SOUTH, as_north

pytestmark = pytest.mark.usefixtures("db", "no_runs")
FOREIGN = "Permitted Documents For User"


@pytest.fixture
def mentor(case) -> str:
	return make.mentor_user(case)


def test_a_result_is_what_frappe_answers_with_the_time_it_was_made(case, mentor):
	with session_of(mentor):
		direct = asked(CHRONOLOGY, case=case.name)
		run = made(CHRONOLOGY, case=case.name)
		assert state(run) == "Done"
		answer = asked(CHRONOLOGY, case=case.name)
		made_on = runs.kept(runs.find(run).question).made_on
	assert answer.pop("made_on") == str(made_on)
	assert f"As of {made_on:%H:%M}," in answer.pop("message")
	direct.pop("message")
	assert {**answer, "execution_time": 0} == {**direct, "execution_time": 0}
	assert answer["columns"]


def test_what_a_report_says_itself_is_still_said(mentor):
	with session_of(mentor):
		made(CHRONOLOGY)
		assert asked(CHRONOLOGY)["message"].endswith("<br>Choose a mentoring case.")


def test_a_result_answers_the_same_question_alone(case, mentor):
	with session_of(mentor):
		made(CHRONOLOGY, case=case.name)
		assert "made_on" in asked(CHRONOLOGY, case=case.name)
		assert "made_on" not in asked(CHRONOLOGY, case=case.name, kinds=["Session"])
		ask = {"report_name": CHRONOLOGY, "filters": frappe.as_json({"case": case.name})}
		column = {"insert_after_index": 0, "fieldname": "more", "label": "More", "fieldtype": "Data"}
		assert not handing_out.in_place_of(frappe._dict(ask, custom_columns=frappe.as_json([column])))
		assert not handing_out.in_place_of(frappe._dict(ask, user=make.COORDINATOR))
		assert not handing_out.in_place_of(frappe._dict(ask, filters="{"))
		frappe.local.lang = "de"
		assert "made_on" not in asked(CHRONOLOGY, case=case.name)


def test_who_may_not_run_a_report_does_not_have_it_made(mentor):
	for user in (mentor, make.make_teacher().name):
		with session_of(user), pytest.raises(frappe.PermissionError):
			asking.start(CLEARANCE, {})
	saved = {"report_name": "Mentor-Clearance", "report_type": "Custom Report", "reference_report": CLEARANCE}
	frappe.get_doc(
		{"doctype": "Report", "ref_doctype": "Mentor Profile", "is_standard": "No", **saved}
	).insert()
	with session_of(make.COORDINATOR):
		for report in ("Mentor-Clearance", CLEARANCE.lower(), FOREIGN, "No Such Report", "../secrets"):
			with pytest.raises(MentoringError, match="Only reports on mentoring"):
				asking.start(report, {})


def test_a_run_is_there_for_its_user_alone(mentor):
	with session_of(make.COORDINATOR):
		run = made(CLEARANCE)
	refusals = set()
	with session_of(mentor):
		for name in (run, "0" * 32, "*", ""):
			for ask in (asking.state, asking.cancel):
				with pytest.raises(frappe.DoesNotExistError) as refused:
					ask(name)
				refusals.add(str(refused.value))
	assert len(refusals) == 1
	with session_of(make.COORDINATOR):
		assert state(run) == "Done"


def test_a_result_is_there_for_its_user_alone():
	first, second = (make.make_user("Mentoring Coordinator", email=f"{each}@example.com") for each in "ab")
	with session_of(first.name):
		made(CLEARANCE)
		assert "made_on" in asked(CLEARANCE)
	with session_of(second.name):
		assert "made_on" not in asked(CLEARANCE)


def end_cover(case, covering):
	frappe.db.delete("Mentoring Cover", {"parent": case.mentor})


def add_cover_of_another(case, covering):
	check_in.cover(make.make_mentor().name, covering, 0, 3)


def move_case(case, covering):
	other = make.make_mentor().name
	frappe.db.set_value("Mentoring Case", case.name, "mentor", other)


def take_role(case, covering):
	frappe.get_doc("User", covering.user).remove_roles("Learning Mentor")


def disable(case, covering):
	frappe.db.set_value("User", covering.user, "enabled", 0)


def narrow(case, covering):
	values = {"user": covering.user, "allow": "Mentoring Need", "for_value": make.NEED}
	frappe.get_doc({"doctype": "User Permission", **values}).insert()


def take_right(case, covering):
	"""The site's own rights for a doctype."""
	frappe.permissions.add_permission("Mentoring Session", "Learning Mentor")
	frappe.permissions.update_permission_property("Mentoring Session", "Learning Mentor", 0, "report", 0)


def give_fields(case, covering):
	"""Of another level, which the site has made."""
	frappe.permissions.add_permission("Mentoring Session", "Learning Mentor", 1)


def give_role(case, covering):
	"""One without a right to any record of ours: a report may ask for it all the same."""
	frappe.get_doc("User", covering.user).add_roles("Report Manager")


CHANGES = [
	end_cover,
	give_role,
	add_cover_of_another,
	move_case,
	take_role,
	disable,
	narrow,
	take_right,
	give_fields,
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_of_rights_throws_a_result_away(case, change):
	covering = make.make_mentor()
	check_in.cover(case.mentor, covering, -1, 1)
	with session_of(covering.user):
		run = runs.find(made(CHRONOLOGY, case=case.name))
		assert "made_on" in asked(CHRONOLOGY, case=case.name)
	before = reach.of(covering.user)
	change(case, covering)
	permissions.forget_mentor_keys()
	assert reach.of(covering.user) != before
	with session_of(covering.user):
		try:
			assert "made_on" not in asked(CHRONOLOGY, case=case.name)
		except frappe.PermissionError:
			return
		assert not runs.kept(run.question)


def test_a_closed_case_goes_with_its_key_too(case, mentor):
	frappe.db.set_value("Mentoring Case", case.name, "open_for", None)
	before = reach.of(mentor)
	move_case(case, None)
	assert reach.of(mentor) != before


def test_a_result_is_not_handed_out_once_the_report_is_for_others():
	with session_of(make.COORDINATOR):
		made(CLEARANCE)
	roles = [{"role": "Safeguarding Lead"}]
	frappe.get_doc({"doctype": "Custom Role", "report": CLEARANCE, "roles": roles}).insert()
	with session_of(make.COORDINATOR), pytest.raises(frappe.PermissionError):
		asked(CLEARANCE)


def test_who_is_named_on_a_note_or_not_may_read_other_rows(mentor):
	before = reach.of(mentor)
	name_on_note(mentor)
	assert reach.of(mentor) != before


def test_what_is_added_is_no_change_of_rights(case, mentor):
	before = reach.of(mentor), reach.of(make.COORDINATOR)
	make.make_nomination()
	assert (reach.of(mentor), reach.of(make.COORDINATOR)) == before


def test_schools_decide_what_may_be_read(trust):
	with as_north(trust):
		before = reach.of()
		made(CLEARANCE)
		assert "made_on" in asked(CLEARANCE)
	frappe.db.set_value("Student", trust[SOUTH].student.name, "school", NORTH)
	with as_north(trust):
		moved = reach.of()
		assert "made_on" not in asked(CLEARANCE)
	scope.turn(False)
	with as_north(trust):
		assert len({before, moved, reach.of()}) == 3


def test_rights_that_end_in_the_queue_end_the_run(case):
	covering = make.make_mentor()
	check_in.cover(case.mentor, covering, -1, 1)
	with session_of(covering.user):
		run = asking.start(CHRONOLOGY, {"case": case.name})["run"]
	end_cover(case, covering)
	permissions.forget_mentor_keys()
	with session_of(covering.user):
		making.make(run)
		assert state(run) == "Failed"
		assert not runs.kept(runs.find(run).question)


def test_nothing_is_made_for_an_account_that_was_disabled(mentor):
	with session_of(mentor):
		run = asking.start(CHRONOLOGY, {})["run"]
		frappe.db.set_value("User", mentor, "enabled", 0)
		making.make(run)
		assert (state(run), asking.state(run)["message"]) == ("Failed", "This account is disabled.")


def test_a_result_expires_and_then_the_report_is_run():
	with session_of(make.COORDINATOR):
		run = runs.find(made(CLEARANCE))
		key = frappe.cache.make_key(f"mentoring_report_result:{run.question}", user=make.COORDINATOR)
		assert 0 < frappe.cache.ttl(key) <= 15 * 60
		frappe.cache.delete(key)
		assert "made_on" not in asked(CLEARANCE)
		assert state(run.name) == "Done"


def test_reports_of_others_are_asked_of_frappe_at_no_cost():
	"""Nor are ours when there is no result: one look into Redis."""
	foreign = frappe._dict(report_name=FOREIGN, filters="{}")
	cost = cost_of(lambda: handing_out.in_place_of(foreign))
	assert (cost.queries, cost.redis) == (0, 0)
	with session_of(make.COORDINATOR):
		ours = frappe._dict(report_name=CLEARANCE, filters="{}")
		cost = cost_of(lambda: handing_out.in_place_of(ours))
	assert (cost.queries, cost.redis) == (0, 1)
