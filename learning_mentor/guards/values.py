"""Values that no record of the app can hold, refused by the name of their field before they are used."""

import re

import frappe
from frappe import _
from frappe.utils import getdate

from learning_mentor.exceptions import refuse

FIRST_YEAR, LAST_YEAR = 1900, 2200
LONGEST_TEXT = 60_000  # bytes; a text column holds 65,535
LARGEST_NUMBER = 2_000_000_000
# What a spreadsheet carries out when an export is opened in it; not a dash before a line, nor +44
FORMULA = re.compile(r"\s*(=|@\w+\(|[+-]\s*\w+[|(!])")
TEXTS = ("Data", "Small Text", "Text", "Long Text", "Code", "Text Editor")


def check(doc, method: str | None = None) -> None:
	"""Hook ``before_validate`` of the app's doctypes. Raises MentoringError naming the field."""
	for row in (doc, *doc.get_all_children()):
		for field in row.meta.fields:
			if (value := row.get(field.fieldname)) not in (None, "") and (found := problem(field, value)):
				refuse(_("{0}: {1}").format(_(field.label or field.fieldname), found), field=field.fieldname)


def problem(field, value) -> str | None:
	"""What is wrong with a value that is not empty; None for most."""
	if field.fieldtype in ("Date", "Datetime"):
		return (
			_("enter a day from {0} to {1}.").format(FIRST_YEAR, LAST_YEAR) if not _is_near(value) else None
		)
	if field.fieldtype in ("Int", "Float", "Percent", "Currency"):
		return _("enter a smaller number.") if not _is_small(value) else None
	return _problem_of_text(value) if field.fieldtype in TEXTS else None


def _problem_of_text(value) -> str | None:
	if not _is_text(value):
		return _("this text is too long, or holds signs that cannot be stored.")
	if FORMULA.match(str(value)):
		return _("begin the text with a word: spreadsheets take this for a formula.")
	return None


def _is_near(value) -> bool:
	try:
		return FIRST_YEAR <= getdate(value).year <= LAST_YEAR
	except (AttributeError, TypeError, ValueError, OverflowError, frappe.ValidationError):
		return False


def _is_small(value) -> bool:
	try:
		return -LARGEST_NUMBER < float(value) < LARGEST_NUMBER
	except (TypeError, ValueError, OverflowError):
		return True  # no number at all: Frappe takes it for 0, and the controller decides


def _is_text(value) -> bool:
	try:
		return len(str(value).encode()) <= LONGEST_TEXT and "\x00" not in str(value)
	except UnicodeEncodeError:
		return False
