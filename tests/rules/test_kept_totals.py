"""Sessions in totals are added up in the database as one would add them up by hand."""

from datetime import date, datetime

import frappe
import pytest

from benchmarks.meter import cost_of
from learning_mentor.data_protection import kept_totals
from tests import factories as make

pytestmark = pytest.mark.usefixtures("db")

SESSION = "Mentoring Session"
YEARS = (
	("Anna's year", date(2031, 9, 1), date(2032, 8, 31)),
	("Overlapping", date(2032, 8, 1), date(2033, 7, 31)),
)
MOMENTS = (
	(datetime(2031, 8, 31, 23, 59), "2031"),  # the day before the first year
	(datetime(2031, 9, 1), "Anna's year"),
	(datetime(2032, 8, 31, 23, 59), "Anna's year"),  # of two years the earlier
	(datetime(2032, 9, 1), "Overlapping"),
	(datetime(2033, 8, 1), "2033"),
)


def make_case(*ratings):
	case = make.make_case()
	frappe.db.delete("Mentoring Need Rating", {"parent": case.name})
	for place, (need, severity) in enumerate(ratings, start=1):
		rating = {"need": need, "severity": severity, "idx": place, "parent": case.name}
		add("Mentoring Need Rating", parenttype="Mentoring Case", parentfield="needs", **rating)
	return case


def add(doctype: str, **values) -> str:
	doc = frappe.get_doc({"doctype": doctype, **values})
	doc.name = make.unique("row")
	doc.db_insert()
	return doc.name


def add_session(case, moment: datetime, duration: int | None, **values) -> str:
	held = {"status": "Held", "session_type": "One-to-one", **values}
	return add(SESSION, case=case.name, student=case.student, starts_on=moment, duration=duration, **held)


@pytest.fixture
def years(db):
	frappe.db.delete(SESSION)
	frappe.db.delete(kept_totals.TOTAL)
	for name, first, last in YEARS:
		year = {"academic_year_name": name, "year_start_date": first, "year_end_date": last}
		frappe.get_doc({"doctype": "Academic Year", "name": name, **year}).db_insert()


@pytest.fixture
def cases(years):
	"""Of a heavy second need, of two equal ones, and of none; each with sessions in all years."""
	one, two = make.NEED, make.SECOND_NEED
	made = {
		make_case((one, 2), (two, 5)).name: two,
		make_case((one, 3), (two, 3)).name: one,
		make_case().name: "",
	}
	for number, name in enumerate(made):
		case = frappe.get_doc("Mentoring Case", name)
		for place, (moment, _year) in enumerate(MOMENTS):
			for _again in range(number + 1):
				add_session(case, moment, [30, 45, None][(number + place) % 3])
			add_session(case, moment, 20, session_type=["Group", None][place % 2])
			add_session(case, moment, 60, status="Planned")
	return made


def by_hand(needs: dict[str, str], names: list[str] | None = None) -> dict:
	found: dict[tuple, dict] = {}
	year_at = dict(MOMENTS)
	for row in frappe.get_all(SESSION, {"status": "Held"}, ["*"]):
		if names is None or row.name in names:
			key = (year_at[row.starts_on], needs[row.case], row.session_type or "")
			total = found.setdefault(key, {"pupils": set(), "sessions": 0, "minutes": 0})
			total["pupils"].add(row.student)
			total["sessions"] += 1
			total["minutes"] += row.duration or 0
	return {key: {**total, "pupils": len(total["pupils"])} for key, total in found.items()}


def test_sessions_are_added_up_by_year_need_and_setting(cases):
	totals = kept_totals.of_sessions()
	assert totals == by_hand(cases)
	assert {year for year, _need, _setting in totals} == {year for _moment, year in MOMENTS}
	assert len({need for _year, need, _setting in totals}) == 3


def test_those_of_one_pupil_are_the_ones_that_are_named(cases):
	for case in cases:
		student = frappe.db.get_value("Mentoring Case", case, "student")
		names = frappe.get_all(SESSION, {"case": case}, pluck="name", order_by="name")[1:]
		assert kept_totals.of_sessions(student, names) == by_hand(cases, names)
		assert kept_totals.of_sessions(student, []) == {}


def test_what_is_kept_adds_to_what_lives_whichever_filter_is_set(cases):
	before = kept_totals.all_totals()
	case = next(iter(cases))
	names = frappe.get_all(SESSION, {"case": case}, pluck="name", order_by="name")
	kept_totals.keep(frappe.db.get_value("Mentoring Case", case, "student"), names)
	frappe.db.delete(SESSION, {"name": ["in", names]})
	rows = kept_totals.all_totals()
	assert rows == before
	for year in {row["academic_year"] for row in rows}:
		assert kept_totals.all_totals(year) == [row for row in rows if row["academic_year"] == year]
	for need in filter(None, cases.values()):
		assert kept_totals.all_totals(None, need) == [row for row in rows if row["need"] == need]
	assert kept_totals.all_totals("anna's YEAR") == []


def test_without_an_academic_year_sessions_count_by_the_calendar_s(cases):
	frappe.db.delete("Academic Year")
	assert {year for year, _need, _setting in kept_totals.of_sessions()} == {"2031", "2032", "2033"}


def test_a_pupil_s_totals_are_made_without_the_ratings_of_others(cases):
	case = next(iter(cases))
	student = frappe.db.get_value("Mentoring Case", case, "student")
	names = frappe.get_all(SESSION, {"case": case}, pluck="name", order_by="name")

	def rows_read() -> int:
		kept_totals.of_sessions(student, names)
		return cost_of(lambda: kept_totals.of_sessions(student, names)).rows

	before = rows_read()
	for number in range(200):
		rating = {"parent": f"another-{number}", "parenttype": "Mentoring Case", "need": make.NEED}
		add("Mentoring Need Rating", severity=1, idx=1, **rating)
	assert rows_read() <= before + 20
