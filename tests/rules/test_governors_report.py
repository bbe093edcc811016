"""The governors' report: whose it is, what is in it, what never is, and what is left out of small numbers."""

import frappe
import pytest
from frappe.utils import add_days

from learning_mentor import governors
from learning_mentor.exceptions import MentoringError
from learning_mentor.figures import small_groups
from learning_mentor.governors import charts, period, shown
from tests import factories as make
from tests import report_factories as school
from tests import transition_factories as transitions

HIDDEN = "\N{EN DASH}"


@pytest.fixture
def year(db):
	"""A school year of the test alone: what others have left on the site is away until it ends."""
	for doctype in ("Case", "Session", "Nomination", "Home Visit", "Referral", "Event", "Event Registration"):
		frappe.db.delete(f"Mentoring {doctype}")
	make.make_coordinator()
	return school.make_year()


@pytest.fixture
def term(year):
	return school.row(
		"Academic Term",
		name=make.unique("Term"),
		term_name="Spring",
		academic_year=year,
		term_start_date="2041-01-05",
		term_end_date="2041-04-03",
	).name


def caseload(year: str, *sizes: int) -> list:
	"""Cases of as many pupils as each number says, each number with a need of its own. Names are words that
	nothing else has."""
	mentor = make.make_mentor()
	frappe.db.set_value("Mentor Profile", mentor.name, "mentor_name", "Canarymentor")
	mentor.reload()
	program = school.make_program()
	needs = []
	for size in sizes:
		needs.append(school.make_need())
		for _each in range(size):
			pupil = school.make_pupil(year, program)
			pupil.db_set({"student_name": "Canarypupil", "first_name": "Canaryfirst"})
			school.make_case(mentor, pupil, year, program, needs[-1], first_reason="Canaryreason")
	return needs


def report(term: str, **values) -> str:
	with transitions.session_of(make.COORDINATOR):
		return " ".join(transitions.text_of(governors.as_pdf(term, **values)).split())


def test_the_report_is_the_coordinators_alone(term, as_user):
	people = [make.make_mentor().user, make.make_teacher().name, make.make_safeguarding_lead().name]
	for user in (*people, make.make_officer().name, make.make_portal_guardian().user, "Guest"):
		with as_user(user), pytest.raises(frappe.PermissionError):
			governors.as_pdf(term)
	with as_user(make.COORDINATOR):
		assert governors.as_pdf(term).startswith(b"%PDF")


def test_it_counts_the_term_s_pupils_and_names_nobody(year, term):
	needs = caseload(year, 7, 6)
	text = report(term)
	assert "13pupils supported" in text
	assert "January 5, 2041 to April 3, 2041" in text
	assert f"{needs[0]} 7" in text and f"{needs[1]} 6" in text
	assert "Canary" not in text


def test_a_need_of_a_few_is_left_out_and_the_one_that_would_give_it_away(year, term):
	needs = caseload(year, 9, 6, 2)
	text = report(term)
	assert "17pupils supported" in text
	assert f"{needs[0]} 9" in text
	assert f"{needs[1]} {HIDDEN}" in text and f"{needs[2]} {HIDDEN}" in text


def test_where_there_are_just_a_few_pupils_there_are_no_figures(year, term):
	caseload(year, 3)
	with transitions.session_of(make.COORDINATOR):
		content = governors.build(period.of(term, None, None))
	assert content["pupils"]["supported"] is None
	assert content["pupils"]["opened"] is None
	assert [row["pupils"] for table in content["reach"] for row in table["rows"]] == [None] * 4
	assert all(row["nominated"] in (0, None) for table in content["access"] for row in table["rows"])


def test_days_may_be_chosen_and_others_are_refused_by_name(year, term):
	caseload(year, 5)
	assert "5pupils supported" in report(None, from_date="2041-01-01", to_date="2041-02-01")
	for days, named in (
		((None, None, None), "Term is missing"),
		(("No such term", None, None), "Term: there is none"),
		((None, "2041-02-01", "2041-01-01"), "To must be after From"),
		((None, "2041-01-01", "2049-01-01"), "400 days"),
		((None, "soon", "2041-01-01"), "From: enter a day"),
	):
		with pytest.raises(MentoringError, match=named):
			period.of(*days)


def test_months_are_cut_where_the_term_begins_and_ends(term):
	days = period.of(term, None, None)
	assert [(first.day, last.day) for first, last in days.months()] == [(5, 31), (1, 28), (1, 31), (1, 3)]
	assert add_days(days.months()[0][1], 1) == days.months()[1][0]


@pytest.mark.parametrize(
	("counts", "expected"),
	[
		((20, 7, 6), [20, 7, 6]),
		((20, 7, 3), [20, None, None]),
		((20, 3, 3), [20, None, None]),
		((8, 0, 2), [None, 0, None]),
		((0, 0, 0), [0, 0, 0]),
	],
)
def test_parts_of_a_sum_do_not_give_a_small_one_away(counts, expected):
	names = ("a", "b", "c")
	row = dict(zip(names, counts, strict=True))
	assert list(shown.parts(row, names).values()) == expected
	hidden = sum(row[name] for name, value in shown.parts(row, names).items() if value is None)
	assert hidden == 0 or hidden >= small_groups.FEWEST


def test_drawings_have_the_lengths_of_their_numbers():
	assert 'width="30.0" height="4"' in charts.bar(5, 10, 60)
	assert charts.bar(None, 10) == charts.bar(0, 10) == charts.bar(5, 0) == ""
	drawn = charts.interval(-15, 0, 15, reach=30, width=40)
	assert 'x1="10.0" x2="30.0"' in drawn and 'cx="20.0"' in drawn
	assert "matrix(-1 0 0 1 60 0)" in charts.bar(5, 10, 60, mirrored=True)
	assert 'height="14.0"' in charts.column(5, 10, height=28)
