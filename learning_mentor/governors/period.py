"""The days that a report is about: a term of the school, or days that somebody chose."""

from datetime import date
from typing import NamedTuple

import frappe
from frappe import _
from frappe.utils import add_days, get_last_day, getdate

from learning_mentor.api.shapes.desk import Term
from learning_mentor.exceptions import MentoringError
from learning_mentor.figures.reach import year_of

LONGEST_DAYS = 400


class Period(NamedTuple):
	"""``title`` is the term's name, empty for chosen days; ``academic_year`` the one they end in."""

	title: str
	first: date
	last: date
	academic_year: str

	def months(self) -> list[tuple[date, date]]:
		"""First and last day of each of its months, cut off where the period begins and ends."""
		found, day = [], self.first
		while day <= self.last:
			end = min(getdate(get_last_day(day)), self.last)
			found.append((day, end))
			day = getdate(add_days(end, 1))
		return found


def of(academic_term: str | None, from_date: str | None, to_date: str | None) -> Period:
	"""Raises MentoringError for a term that is not there, and for days that are none or too many."""
	if academic_term:
		return _of_term(academic_term)
	if not (from_date and to_date):
		frappe.throw(_("Term is missing: choose one, or enter From and To."), MentoringError)
	first, last = _day(from_date, _("From")), _day(to_date, _("To"))
	if not 0 <= (last - first).days <= LONGEST_DAYS:
		frappe.throw(_("To must be after From, by {0} days at most.").format(LONGEST_DAYS), MentoringError)
	return Period("", first, last, _year_at(last))


def terms() -> list[Term]:
	"""The school's terms that have begun, the latest first: ``{"name", "term_name", "academic_year"}``."""
	return frappe.get_all(
		"Academic Term",
		filters={"term_start_date": ["<=", getdate()]},
		fields=["name", "term_name", "academic_year"],
		order_by="term_start_date desc, name asc",
	)


def _of_term(name: str) -> Period:
	fields = ["term_name", "academic_year", "term_start_date", "term_end_date"]
	term = frappe.db.get_value("Academic Term", name, fields, as_dict=True)
	if not term:
		frappe.throw(_("Term: there is none of this name."), MentoringError)
	return Period(
		f"{term.term_name} {term.academic_year}",
		getdate(term.term_start_date),
		getdate(term.term_end_date),
		term.academic_year,
	)


def _day(text: str, label: str) -> date:
	try:
		return getdate(text)
	except Exception:  # Frappe raises by version what its parser raises
		frappe.throw(_("{0}: enter a day.").format(label), MentoringError)


def _year_at(day: date) -> str:
	years = frappe.get_all(
		"Academic Year",
		filters={"year_start_date": ["<=", day], "year_end_date": [">=", day]},
		pluck="name",
		order_by="year_start_date desc",
		limit=1,
	)
	return year_of({"academic_year": years[0] if years else None})
