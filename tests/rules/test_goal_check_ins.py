"""Goal progress is asked about one target of the plan in force."""

import frappe
import pytest

from learning_mentor import impact
from learning_mentor.exceptions import MentoringError
from tests import factories as make

pytestmark = pytest.mark.usefixtures("db")

GOAL, FEELINGS = "How near is my goal?", "Feelings at school"


def check_in(case: str, scale: str = GOAL, answer: int | None = None, **values):
	"""A saved check-in; with ``answer`` every item is answered so."""
	doc = frappe.get_doc({"doctype": "Mentoring Check-in", "case": case, "scale": scale, **values}).insert()
	if answer is not None:
		for row in doc.answers:
			row.answer = str(answer)
		doc.save()
	return doc


def two_targets():
	return make.make_plan(
		status="Active", targets=[make.target(), make.target(target_text="Reads aloud once a week")]
	)


def test_the_target_s_text_is_kept_with_the_check_in():
	plan = two_targets()
	doc = check_in(plan.case, target_number=2, target_text="made up")
	assert (doc.plan, doc.target_text) == (plan.name, "Reads aloud once a week")


def test_each_target_has_its_own_first_and_change():
	plan = two_targets()
	check_in(plan.case, answer=2, target_number=1)
	other = check_in(plan.case, answer=7, target_number=2)
	later = check_in(plan.case, answer=5, target_number=1)
	assert (other.is_baseline, other.change) == (1, 0)
	assert (later.is_baseline, later.change) == (0, 3)
	trends = {trend["target_text"]: trend for trend in impact.check_in_trends(plan.case)}
	assert trends["Puts a hand up twice in a lesson"]["change"] == 3
	assert len(trends["Reads aloud once a week"]["points"]) == 1


def test_a_target_that_the_plan_does_not_have_is_refused():
	plan = two_targets()
	with pytest.raises(MentoringError, match="has no target 3"):
		check_in(plan.case, target_number=3)
	with pytest.raises(MentoringError, match="has no target 1"):
		check_in(make.make_case().name, target_number=1)


def test_other_scales_are_not_about_a_target():
	with pytest.raises(MentoringError, match="just scales of goal progress"):
		check_in(two_targets().case, scale=FEELINGS, target_number=1)
