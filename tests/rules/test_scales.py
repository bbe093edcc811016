"""What a school may enter as a scale, and what stays of one that is in use or under licence."""

import frappe
import pytest

from learning_mentor.exceptions import LockedTextError, MentoringError
from tests import check_in_factories as check_in
from tests import factories as make

pytestmark = pytest.mark.usefixtures("db")


def test_a_scale_needs_items_and_two_answers():
	with pytest.raises(MentoringError, match="Items is empty"):
		check_in.make_scale(items=0)
	for highest in (0, -1):
		with pytest.raises(MentoringError, match="must be above"):
			check_in.make_scale(highest=highest)
	assert check_in.make_scale(highest=1).name


def test_the_answer_that_alerts_is_one_of_the_answers():
	for answer, is_one in ((-1, False), (0, True), (4, True), (5, False)):
		scale = check_in.new_scale()
		scale.items[1].update({"worry_rule": "At or above", "worry_answer": answer})
		if is_one:
			assert scale.insert().name
		else:
			with pytest.raises(MentoringError, match="Items, row 2"):
				scale.insert()


def bands(*limits) -> list[dict]:
	return [{"band": f"{low} up", "from_score": low, "to_score": high} for low, high in limits]


@pytest.mark.parametrize(
	("how", "limits", "words"),
	[
		("Sum", [(0, 9), (9, 20)], "row 2: it overlaps"),
		("Sum", [(10, 20), (0, 12)], "row 1: it overlaps"),
		("Sum", [(0, 9), (11, 20)], "row 2: scores between 9"),
		("Sum", [(9, 0)], "row 1: To is below From"),
		("Mean", [(0, 1.49), (1.51, 4)], "row 2: scores between 1.49"),
		("Mean", [(0, 1.5), (1.5, 4)], "row 2: it overlaps"),
	],
)
def test_bands_that_overlap_or_leave_a_gap_are_refused(how, limits, words):
	with pytest.raises(MentoringError, match=words):
		check_in.make_scale(scoring=how, bands=bands(*limits))


@pytest.mark.parametrize(
	("how", "limits"),
	[
		("Sum", [(10, 20), (0, 9)]),
		("Mean", [(0, 1.49), (1.5, 2.74), (2.75, 4)]),
		("Sum", [(7, 7)]),
		("Sum", []),
	],
)
def test_bands_in_any_order_are_taken(how, limits):
	assert len(check_in.make_scale(scoring=how, bands=bands(*limits)).bands) == len(limits)


@pytest.mark.parametrize(
	"change",
	[
		lambda scale: scale.items[0].update({"item_text": "Other words"}),
		lambda scale: scale.items[0].update({"reversed": 1}),
		lambda scale: scale.set("items", scale.items[:-1]),
		lambda scale: scale.append("items", {"item_text": "One more"}),
		lambda scale: scale.update({"text_locked": 0, "items": scale.items[::-1]}),
	],
)
def test_the_wording_of_a_scale_under_licence_stays(change):
	scale = check_in.make_scale(text_locked=1)
	change(scale)
	with pytest.raises(LockedTextError, match="under its licence"):
		scale.save()


def test_the_rest_of_a_scale_under_licence_may_be_changed():
	scale = check_in.make_scale(text_locked=1)
	scale.items[0].update({"worry_rule": "At or below", "worry_answer": 0})
	scale.update({"instructions": "Take your time"}).save()
	assert frappe.db.get_value("Mentoring Scale", scale.name, "instructions") == "Take your time"


@pytest.mark.parametrize(
	"change",
	[
		lambda scale: scale.update({"highest": 5}),
		lambda scale: scale.update({"lowest": 1}),
		lambda scale: scale.update({"scoring": "Mean"}),
		lambda scale: scale.items[2].update({"reversed": 1}),
		lambda scale: scale.append("items", {"item_text": "One more"}),
	],
)
def test_what_makes_the_score_stays_once_a_scale_was_answered(change):
	scale, case = check_in.make_scale(), make.make_case()
	asked = check_in.ask(case, scale)
	scale.append("items", {"item_text": "One more"})
	scale.save()
	check_in.answer(asked, 1, 1, 1, 1, 1, 1)
	change(scale)
	with pytest.raises(LockedTextError, match="has been answered"):
		scale.save()


def test_a_typing_error_may_be_mended_in_a_scale_that_was_answered():
	scale, case = check_in.make_scale(), make.make_case()
	check_in.ask(case, scale, 1, 1, 1, 1, 1)
	scale.items[0].item_text = "Question one"
	scale.update({"disabled": 1}).save()
	assert scale.items[0].item_text == "Question one"
