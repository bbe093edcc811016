"""The line to a goal, and the four-point rule."""

from datetime import date, timedelta

import frappe
import pytest

from learning_mentor import progress

pytestmark = pytest.mark.usefixtures("db")


START = date(2026, 1, 5)


def target(baseline: float = 2, goal: float = 10, days: int = 40):
	"""A target that runs from START over so many days."""
	return frappe._dict(baseline=baseline, target_value=goal, due_date=START + timedelta(days=days))


@pytest.mark.parametrize(
	("day", "value"),
	[(-10, 2), (0, 2), (5, 3), (10, 4), (20, 6), (39, 9.8), (40, 10), (41, 10), (400, 10)],
)
def test_the_line_rises_from_baseline_to_goal_and_is_flat_outside(day, value):
	assert progress.line_value(target(), START, START + timedelta(days=day)) == pytest.approx(value)


@pytest.mark.parametrize(("day", "value"), [(-1, 12), (0, 12), (10, 10), (30, 6), (40, 4), (50, 4)])
def test_the_line_of_something_to_be_had_less_of_falls(day, value):
	falling = target(baseline=12, goal=4)
	assert progress.line_value(falling, START, START + timedelta(days=day)) == pytest.approx(value)


@pytest.mark.parametrize("due", [0, -5])
@pytest.mark.parametrize("day", [-10, -5, 0, 3])
def test_a_target_that_is_due_before_its_line_starts_is_its_goal(due, day):
	assert progress.line_value(target(days=due), START, START + timedelta(days=day)) == 10


def advice(*values, **values_of_target) -> str:
	days = [START + timedelta(days=5 * number) for number in range(1, len(values) + 1)]
	return progress.advice(target(**values_of_target), START, list(zip(days, values, strict=True)))


@pytest.mark.parametrize(
	("values", "said"),
	[
		((), "Too few points"),
		((0, 0, 0), "Too few points"),
		((9, 9, 9), "Too few points"),
		((2.9, 3.9, 4.9, 5.9), "Change the strategy"),
		((3.1, 4.1, 5.1, 6.1), "Raise the goal"),
		((2.9, 3.9, 4.9, 6), "Keep going"),
		((3.1, 4.1, 5, 6.1), "Keep going"),
		((3.1, 3.9, 5.1, 5.9), "Keep going"),
		((3, 4, 5, 6), "Keep going"),
	],
)
def test_four_points_on_one_side_of_a_rising_line(values, said):
	assert advice(*values) == said


@pytest.mark.parametrize(
	("values", "said"),
	[
		((11.1, 10.1, 9.1, 8.1), "Change the strategy"),  # the line from 12 to 4: 11, 10, 9, 8
		((10.9, 9.9, 8.9, 7.9), "Raise the goal"),
		((11, 10.1, 9.1, 8.1), "Keep going"),
		((10.9, 9.9, 9.1, 7.9), "Keep going"),
	],
)
def test_four_points_on_one_side_of_a_falling_line(values, said):
	assert advice(*values, baseline=12, goal=4) == said


def test_the_last_four_points_count():
	assert advice(9, 9, 4.9, 5.9, 6.9, 7.9) == "Change the strategy"  # days 15 to 30: 5, 6, 7, 8
	assert advice(0, 0, 5.1, 6.1, 7.1, 8.1) == "Raise the goal"
	assert advice(2, 3, 4, 5, 8) == "Keep going"


def test_a_point_on_the_line_as_the_chart_shows_it_is_neither_above_nor_below():
	"""In binary numbers 0.1 + 0.3 * 0.6 is more than 0.28; a line at 4.666... shows as 4.67."""
	tenths = {"baseline": 0.1, "goal": 0.7, "days": 50}
	assert advice(0, 0, 0.28, 0, **tenths) == "Keep going"
	assert advice(0, 0, 0.27, 0, **tenths) == "Change the strategy"
	assert advice(9, 9, 9, 4.67, goal=6, days=30) == "Keep going"  # 2 + 20 / 30 * 4
