"""Scores against tables computed by hand: sums, means, reversed and missing items, bands."""

from itertools import pairwise

import frappe
import pytest

from learning_mentor import scoring, seeds
from tests import check_in_factories as check_in

pytestmark = pytest.mark.usefixtures("db")

BANDS = [
	{"band": "Low", "from_score": 0, "to_score": 6},
	{"band": "Middle", "from_score": 7, "to_score": 13},
	{"band": "High", "from_score": 14, "to_score": 20},
]


def score(scale, *answers):
	"""The score of answers in the order of the items; None: left out."""
	return scoring.score(scale, dict(enumerate(answers, 1)))


@pytest.mark.parametrize(
	("answers", "total", "band"),
	[
		((0, 0, 0, 0, 0), 0, "Low"),
		((4, 4, 4, 4, 4), 20, "High"),
		((1, 2, 0, 3, 0), 6, "Low"),
		((1, 2, 0, 3, 1), 7, "Middle"),
		((4, 3, 2, 4, 0), 13, "Middle"),
		((4, 3, 2, 4, 1), 14, "High"),
	],
)
def test_a_sum_and_its_band(answers, total, band):
	assert score(check_in.new_scale(bands=BANDS), *answers) == (total, band, 0)


@pytest.mark.parametrize(
	("answers", "mean"),
	[
		((0, 0, 0, 0, 0), 0),
		((4, 3, 2, 1, 0), 2),  # 10 / 5
		((1, 0, 0, 0, 0), 0.2),  # 1 / 5
		((4, 4, 4, 4, 3), 3.8),  # 19 / 5
	],
)
def test_a_mean(answers, mean):
	assert score(check_in.new_scale(scoring="Mean"), *answers) == (mean, None, 0)


@pytest.mark.parametrize(
	("answers", "total"),
	[
		((0, 0, 0, 0, 0), 8),  # items 2 and 5 count 4 each
		((4, 4, 4, 4, 4), 12),
		((4, 0, 4, 4, 0), 20),
		((0, 4, 0, 0, 4), 0),
		((1, 3, 2, 0, 1), 7),  # 1 + 1 + 2 + 0 + 3
	],
)
def test_reversed_items_count_from_the_other_end(answers, total):
	assert score(check_in.new_scale(reversed_items=(2, 5)), *answers).value == total


@pytest.mark.parametrize(
	("answers", "total"),
	[
		((1, 1, 1), 15),  # all agree: (5 + 1 - 1) * 3
		((5, 5, 5), 3),
		((2, 3, 5), 8),  # 4 + 3 + 1
	],
)
def test_reversing_goes_by_the_scale_s_own_ends(answers, total):
	scale = check_in.new_scale(items=3, lowest=1, highest=5, reversed_items=(1, 2, 3))
	assert score(scale, *answers).value == total


@pytest.mark.parametrize(
	("answers", "total", "missing"),
	[
		((4, 3, 2, 1, 0), 10, 0),
		((4, 3, None, 1, 0), 10, 1),  # 8 / 4 * 5
		((3, None, 3, 3, 4), 16.25, 1),  # 13 / 4 * 5
		((None, 4, 3, None, 3), 16.67, 2),  # 10 / 3 * 5
		((None, None, 1, 2, 2), 8.33, 2),  # 5 / 3 * 5
		((0, 0, 0, None, None), 0, 2),
	],
)
def test_a_missing_answer_counts_as_the_mean_of_the_others_in_a_sum(answers, total, missing):
	assert score(check_in.new_scale(), *answers)[::2] == (total, missing)


@pytest.mark.parametrize(
	("answers", "mean"),
	[((4, 3, None, 1, 0), 2), ((None, 4, 3, None, 3), 3.33), ((1, None, None, 0, 1), 0.67)],
)
def test_a_missing_answer_leaves_the_mean_of_the_others(answers, mean):
	assert score(check_in.new_scale(scoring="Mean"), *answers).value == mean


def test_a_half_is_rounded_up():
	"""1 / 8 and 3 / 8 are the halves that rounding to even would treat apart."""
	scale = check_in.new_scale(items=8, scoring="Mean")
	assert score(scale, 1, 0, 0, 0, 0, 0, 0, 0).value == 0.13  # 0.125
	assert score(scale, 1, 2, 0, 0, 0, 0, 0, 0).value == 0.38  # 0.375


def test_missing_and_reversed_items_together():
	"""Items 1 and 4 are reversed, 4 is left out: (4 - 1) + 2 + 3 + 4 = 12, of four answers, times five."""
	scale = check_in.new_scale(reversed_items=(1, 4))
	assert score(scale, 1, 2, 3, None, 4) == (15, None, 1)


@pytest.mark.parametrize(
	"answers", [(4, 4, None, None, None), (4, None, None, None, None), (None,) * 5, (4, 4), ()]
)
def test_with_more_missing_than_the_scale_allows_there_is_no_score(answers):
	missing = 5 - sum(answer is not None for answer in answers)
	assert score(check_in.new_scale(bands=BANDS), *answers) == (None, None, missing)


def test_without_any_answer_there_is_no_score_whatever_the_scale_allows():
	assert score(check_in.new_scale(most_missing=5)) == (None, None, 5)
	assert score(check_in.new_scale(most_missing=5), 3) == (15, None, 4)


def test_a_scale_that_allows_no_missing_answer():
	scale = check_in.new_scale(most_missing=0)
	assert score(scale, 1, 1, 1, 1, 1).value == 5
	assert score(scale, 1, 1, 1, 1, None) == (None, None, 1)


def test_a_score_between_two_bands_is_in_the_lower_one():
	scale = check_in.new_scale(bands=BANDS)
	assert score(scale, 4, 0, 1, 0, None) == (6.25, "Low", 1)  # 5 / 4 * 5; Middle starts at 7
	assert score(scale, 3, 3, 2, None, None) == (13.33, "Middle", 2)  # 8 / 3 * 5; High starts at 14


@pytest.mark.parametrize(("value", "band"), [(4, None), (5, "Some"), (9, "Some"), (9.5, None), (20, None)])
def test_outside_all_bands_there_is_none(value, band):
	scale = check_in.new_scale(bands=[{"band": "Some", "from_score": 5, "to_score": 9}])
	assert scoring.band_of(scale, value) == band


@pytest.mark.parametrize(
	("rule", "limit", "worrying"),
	[
		("At or below", 1, {0, 1}),
		("At or above", 3, {3, 4}),
		("At or below", None, {0}),
		("", 0, set()),
	],
)
def test_answers_that_worry(rule, limit, worrying):
	"""The answer as it was given counts, reversed or not."""
	scale = check_in.new_scale(items=2, reversed_items=(2,))
	scale.items[1].update({"worry_rule": rule, "worry_answer": limit})
	assert {answer for answer in range(5) if scoring.worries(scale, {1: 0, 2: answer}) == [2]} == worrying
	assert scoring.worries(scale, {1: 0, 2: None}) == []


# the scales that are shipped


@pytest.fixture(params=[scale["scale_name"] for scale in seeds.read("scales")])
def shipped(request, db):
	return frappe.get_doc("Mentoring Scale", request.param)


@pytest.mark.parametrize(
	("name", "items", "lowest", "highest"),
	[
		(check_in.CONFIDENCE_YOUNG, 10, 0, 4),
		(check_in.CONFIDENCE_OLD, 10, 0, 4),
		(check_in.FEELINGS, 8, 0, 4),
		(check_in.GOAL, 1, 0, 10),
	],
)
def test_a_new_site_has_the_scales(name, items, lowest, highest):
	scale = frappe.get_doc("Mentoring Scale", name)
	assert (len(scale.items), scale.lowest, scale.highest) == (items, lowest, highest)
	assert not scale.disabled
	assert scale.is_licensed_on()


def test_the_two_confidence_scales_follow_each_other_in_age():
	young, old = (
		frappe.get_doc("Mentoring Scale", name)
		for name in (check_in.CONFIDENCE_YOUNG, check_in.CONFIDENCE_OLD)
	)
	assert (young.age_from, young.age_to + 1, old.age_to) == (7, old.age_from, 18)
	assert not {row.item_text for row in young.items} & {row.item_text for row in old.items}


# Both confidence scales: items 4, 7 and 10 reversed. Bands from 0, 15 and 28, of 40.
CONFIDENCE = [
	((0,) * 10, 12, "Needs support now", 0),  # the three reversed items count 4 each
	((4,) * 10, 28, "Strong", 0),  # seven times 4
	((0, 0, 0, 4, 0, 0, 4, 0, 0, 4), 0, "Needs support now", 0),
	((4, 4, 4, 0, 4, 4, 0, 4, 4, 0), 40, "Strong", 0),
	((2,) * 10, 20, "Growing", 0),
	((3, 1, 2, 4, 0, 2, 1, 3, 4, 2), 20, "Growing", 0),  # 3+1+2+0+0+2+3+3+4+2
	((1, 1, 1, 3, 1, 1, 2, 2, 2, 2), 14, "Needs support now", 0),  # 1+1+1+1+1+1+2+2+2+2
	((1, 1, 1, 2, 1, 1, 2, 2, 2, 2), 15, "Growing", 0),
	((3, 3, 3, 1, 3, 3, 2, 2, 2, 1), 27, "Growing", 0),  # 3+3+3+3+3+3+2+2+2+3
	((3, 3, 3, 1, 3, 3, 1, 2, 2, 1), 28, "Strong", 0),
	((3, 1, 2, None, 0, 2, 1, 3, 4, 2), 22.22, "Growing", 1),  # 20 / 9 * 10
	((None, 1, 2, 4, 0, 2, None, 3, 4, 2), 17.5, "Growing", 2),  # 14 / 8 * 10
	((1, 1, 1, 3, 1, 1, 2, 2, None, 3), 12.22, "Needs support now", 1),  # 11 / 9 * 10
	((None, 2, 3, 1, 3, 3, 1, 3, 2, 1), 27.78, "Growing", 1),  # 25 / 9 * 10; Strong starts at 28
	((None, None, None, 4, 0, 2, 1, 3, 4, 2), None, None, 3),
]


@pytest.mark.parametrize("name", [check_in.CONFIDENCE_YOUNG, check_in.CONFIDENCE_OLD])
@pytest.mark.parametrize(("answers", "total", "band", "missing"), CONFIDENCE)
def test_confidence_against_the_table(name, answers, total, band, missing):
	assert score(frappe.get_doc("Mentoring Scale", name), *answers) == (total, band, missing)


# Feelings at school: a mean; items 3, 5 and 7 reversed. Bands from 0, 1.5 and 2.75, of 4.
@pytest.mark.parametrize(
	("answers", "mean", "band", "missing"),
	[
		((0,) * 8, 1.5, "Mixed", 0),  # 12 / 8
		((4,) * 8, 2.5, "Mixed", 0),  # 20 / 8
		((0, 0, 4, 0, 4, 0, 4, 0), 0, "Hard", 0),
		((4, 4, 0, 4, 0, 4, 0, 4), 4, "Good", 0),
		((3, 2, 1, 3, 0, 2, 3, 4), 2.75, "Good", 0),  # 3+2+3+3+4+2+1+4 = 22
		((3, 2, 1, 3, 0, 2, 3, 3), 2.63, "Mixed", 0),  # 21 / 8 = 2.625
		((1, 1, 3, 2, 2, 1, 2, 1), 1.38, "Hard", 0),  # 1+1+1+2+2+1+2+1 = 11, 1.375
		((3, 2, 1, 3, 0, None, 3, 4), 2.86, "Good", 1),  # 20 / 7
		((None, 2, 1, 3, None, 2, 3, 4), 2.5, "Mixed", 2),  # 15 / 6
		((None, 2, 1, 3, None, 2, 3, None), None, None, 3),
	],
)
def test_feelings_against_the_table(answers, mean, band, missing):
	assert score(frappe.get_doc("Mentoring Scale", check_in.FEELINGS), *answers) == (mean, band, missing)


@pytest.mark.parametrize("answer", [0, 4, 10])
def test_goal_progress_is_the_answer(answer):
	assert score(frappe.get_doc("Mentoring Scale", check_in.GOAL), answer) == (answer, None, 0)


def test_goal_progress_has_no_score_without_the_answer():
	assert score(frappe.get_doc("Mentoring Scale", check_in.GOAL), None) == (None, None, 1)


def test_the_bands_of_a_shipped_scale_follow_each_other_and_cover_it(shipped):
	bands = sorted(shipped.bands, key=lambda row: row.from_score)
	if shipped.name == check_in.GOAL:
		assert not bands
		return
	step, times = (0.01, 1) if shipped.scoring == "Mean" else (1, len(shipped.items))
	assert (bands[0].from_score, bands[-1].to_score) == (shipped.lowest * times, shipped.highest * times)
	for lower, upper in pairwise(bands):
		assert round(upper.from_score - lower.to_score, 2) == step


def test_a_shipped_scale_says_that_it_is_free_and_no_diagnosis(shipped):
	assert "free to use" in shipped.licence_note
	assert "no diagnosis" in shipped.licence_note


def test_shipped_scales_are_not_written_over(db):
	frappe.db.set_value("Mentoring Scale", check_in.FEELINGS, "instructions", "Our own words")
	before = frappe.db.count("Mentoring Scale")
	seeds.add_scales()
	assert frappe.db.get_value("Mentoring Scale", check_in.FEELINGS, "instructions") == "Our own words"
	assert frappe.db.count("Mentoring Scale") == before
