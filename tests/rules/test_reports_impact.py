"""Impact and provision, against tables that were worked out by hand."""

from datetime import timedelta

import frappe
import pytest

from learning_mentor.figures import impact, provision, small_groups
from tests import factories as make
from tests import report_factories as reports

pytestmark = pytest.mark.usefixtures("db")

# First and latest sums on a scale from 0 to 20.
# Six: in percent first 20, 30, 40, 50, 60, 40 and changes of 20, 10, 20, 10, 20, 10.
OF_SIX = ((4, 8), (6, 8), (8, 12), (10, 12), (12, 16), (8, 10))
OF_THREE = ((10, 12), (10, 14), (10, 16))
OF_FIVE = ((5, 5), (5, 7), (5, 9), (5, 11), (5, 13))


@pytest.fixture
def school(db):
	"""Fourteen cases of two mentors: six, three and five pupils by need."""
	school = frappe._dict(year=reports.make_year(), scale=reports.make_scale(), cases=[])
	school.mentor, school.other = make.make_mentor(), make.make_mentor()
	school.needs = [reports.make_need() for _need in range(3)]
	school.programs = [reports.make_program() for _program in range(2)]
	groups = zip(school.needs, (OF_SIX, OF_THREE, OF_FIVE), strict=True)
	for place, (need, pairs) in enumerate(groups):
		mentor = school.other if place == 2 else school.mentor
		for first, latest in pairs:
			program = school.programs[place // 2]
			student = reports.make_pupil(school.year, program)
			case = reports.make_case(mentor, student, school.year, program, need)
			reports.make_check_ins(case, school.scale, first, latest)
			school.cases.append(case)
	return school


def by_group(found: dict) -> dict[str, dict]:
	return {row["group"]: row for row in found["groups"]}


def test_the_change_has_its_interval_and_effect_size(school):
	"""Mean 15, sd √30 = 5.477, t(5) = 2.571: ± 5.75. First sd √200 = 14.14: 15 / 14.14 · (1 - 3/19) =
	0.89.
	"""
	row = by_group(impact.by("Need", academic_year=school.year))[school.needs[0]]
	assert row["pupils"] == 6
	assert row["check_in"] == {
		"pupils": 6,
		"before": 40.0,
		"since": 55.0,
		"change": 15.0,
		"low": 9.3,
		"high": 20.7,
		"effect": 0.89,
		"hidden": False,
	}


def test_a_small_group_is_hidden_and_another_one_with_it(school):
	"""Of 14 pupils, 6 + 5 shown would leave the three alone; so the five are hidden as well."""
	found = impact.by("Need", academic_year=school.year)
	rows = by_group(found)
	assert found["total"]["pupils"] == 14
	assert found["total"]["check_in"]["change"] == 17.9  # 250 / 14
	for need in school.needs[1:]:
		assert rows[need]["pupils"] is None
		assert rows[need]["check_in"] == {**impact.NOTHING, "pupils": None, "hidden": True}


@pytest.mark.parametrize(
	("counts", "hidden"),
	[
		([6, 3, 5], {1, 2}),
		([6, 3, 4], {1, 2}),
		([8, 2, 2], {0, 1, 2}),
		([8, 9, 2, 2], {0, 2, 3}),
		([6, 7], set()),
		([6, 0], set()),
		([0, 3, 10], {1, 2}),
		([3], {0}),
		([], set()),
	],
)
def test_what_is_hidden_leaves_no_small_remainder(counts, hidden):
	assert small_groups.hidden(counts) == hidden


def test_by_year_group_alike_beginnings_have_no_effect_size(school):
	"""Changes 0, 10, 20, 30, 40: sd 15.81, t(4) = 2.776: ± 19.6."""
	rows = by_group(impact.by("Year group", academic_year=school.year))
	first, second = (rows[program]["check_in"] for program in school.programs)
	assert (first["pupils"], first["change"]) == (9, 16.7)  # 150 / 9
	assert (second["change"], second["low"], second["high"], second["effect"]) == (20.0, 0.4, 39.6, None)


def test_downward_scales_and_means_are_turned_to_the_same_measure(school):
	"""On a mean from 0 to 4 that falls from 3 to 2, a pupil has gone from 25 to 50 of 100."""
	scale = reports.make_scale("Other", higher_is_better=0, scoring="Mean")
	for case in school.cases[:5]:
		reports.make_check_ins(case, scale, 3, 2)
	total = impact.by("Need", academic_year=school.year, measures="Other")["total"]["check_in"]
	assert (total["pupils"], total["before"], total["since"], total["change"]) == (5, 25.0, 50.0, 25.0)


def test_gender_and_category_come_from_education(school):
	for gender in ("Female", "Male"):
		if not frappe.db.exists("Gender", gender):
			reports.row("Gender", name=gender, gender=gender)
	for place, case in enumerate(school.cases):
		frappe.db.set_value("Student", case.student, "gender", "Female" if place < 9 else "Male")
		frappe.db.set_value("Program Enrollment", {"student": case.student}, "student_category", "Meals")
	genders = by_group(impact.by("Gender", academic_year=school.year))
	assert {name: row["pupils"] for name, row in genders.items()} == {"Female": 9, "Male": 5}
	categories = by_group(impact.by("Student category", academic_year=school.year))
	assert {name: row["pupils"] for name, row in categories.items()} == {"Meals": 14}


def test_attendance_before_and_since(school):
	"""80 % before for all; 90 % since for three and 100 % for three: changes 10 and 20, sd 5.477."""
	for place, case in enumerate(school.cases[:6]):
		reports.attend(case.student, 8, 2, reports.OPENED - timedelta(days=60))
		reports.attend(case.student, 9 + place // 3, 1 - place // 3, reports.OPENED)
	reports.attend(school.cases[0].student, 0, 5, reports.OPENED - timedelta(days=300))  # too long before
	reports.attend(school.cases[6].student, 8, 2, reports.OPENED - timedelta(days=60))
	reports.attend(school.cases[6].student, 9, 0, reports.OPENED)  # nine days are too few
	row = by_group(impact.by("Need", academic_year=school.year))[school.needs[0]]["attendance"]
	shown = ("pupils", "before", "since", "change", "low", "high")
	assert [row[each] for each in shown] == [6, 80.0, 95.0, 15.0, 9.3, 20.7]


def test_attainment_before_and_since(school):
	for case in school.cases[:6]:
		reports.result(case.student, 8, reports.OPENED - timedelta(days=40))
		reports.result(case.student, 12, reports.OPENED - timedelta(days=20))
		reports.result(case.student, 14, reports.OPENED + timedelta(days=20))
	reports.result(school.cases[6].student, 14, reports.OPENED + timedelta(days=20))  # nothing before
	row = by_group(impact.by("Need", academic_year=school.year))[school.needs[0]]["attainment"]
	assert (row["pupils"], row["before"], row["since"], row["low"], row["high"]) == (
		6,
		50.0,
		70.0,
		20.0,
		20.0,
	)


def test_a_mentor_s_impact_is_of_own_pupils_in_the_total_too(school, as_user):
	with as_user(school.mentor.user):
		found = impact.by("Year group", academic_year=school.year)
	assert found["total"]["pupils"] == 9
	assert set(by_group(found)) == {school.programs[0]}


def test_impact_is_not_for_teachers(school, as_user):
	with as_user(make.make_teacher().name), pytest.raises(frappe.PermissionError):
		impact.by("Need", academic_year=school.year)


@pytest.fixture
def provided(school):
	"""What the school's pupils received, at 30 an hour."""
	frappe.db.set_single_value("Mentoring Settings", "cost_per_hour", 30)
	frappe.clear_document_cache("Mentoring Settings", "Mentoring Settings")
	cases = school.cases
	reports.make_session(cases[0])
	for status in ("Missed", "Cancelled"):
		reports.make_session(cases[0], status)
	for case in (cases[1], cases[6], cases[9]):
		reports.make_session(case, minutes=40, session_type="Group", group_session="report-group")
	reports.row(
		"Mentoring Home Visit",
		**reports.of_case(cases[6]),
		visitor=cases[6].mentor,
		companion="Administrator",
		status="Completed",
		starts_on="2041-02-01 10:00:00",
		ends_on="2041-02-01 11:00:00",
		checked_in_on="2041-02-01 10:05:00",
		checked_out_on="2041-02-01 10:50:00",
	)
	return school


def test_the_provision_map_has_minutes_and_costs(provided, as_user):
	"""A meeting of three for 40 minutes costs 20, a third of it for each; a visit by two counts twice."""
	with as_user(make.make_coordinator().name):
		rows = provision.by("Need", academic_year=provided.year)
	shown = ("pupils", "planned", "planned_minutes", "held", "minutes", "delivered", "cost", "change")
	first, second, third = provided.needs
	assert {(row["need"], row["setting"]): tuple(row[each] for each in shown) for row in rows} == {
		(first, "One-to-one"): (1, 2, 60, 1, 30, 50.0, 15.0, 15.0),
		(first, "Group"): (1, 1, 40, 1, 40, 100.0, 6.67, 15.0),
		(second, "Group"): (1, 1, 40, 1, 40, 100.0, 6.67, None),
		(second, "Home visit"): (1, 1, 60, 1, 45, 75.0, 45.0, None),
		(third, "Group"): (1, 1, 40, 1, 40, 100.0, 6.67, None),
	}


def test_the_provision_map_by_two_traits_shows_no_effect(provided):
	rows = provision.by("Need and year group", academic_year=provided.year)
	assert {(row["need"], row["program"]) for row in rows} == {
		(provided.needs[0], provided.programs[0]),
		(provided.needs[1], provided.programs[0]),
		(provided.needs[2], provided.programs[1]),
	}
	assert not any("change" in row or "effect" in row for row in rows)


def test_the_provision_map_by_pupil_is_of_own_pupils(provided, as_user):
	with as_user(provided.mentor.user):
		rows = provision.by("Pupil", academic_year=provided.year)
	assert {row["case"] for row in rows} == {provided.cases[place].name for place in (0, 1, 6)}
	assert all(row["student_name"] for row in rows)
	with as_user(make.make_teacher().name), pytest.raises(frappe.PermissionError):
		provision.by("Pupil", academic_year=provided.year)
