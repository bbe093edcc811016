"""Who is nominated and accepted, against the school's pupils; small groups are hidden."""

from frappe import _

from learning_mentor.figures import access
from learning_mentor.report_columns import choice
from learning_mentor.report_parts import (
	BLUE,
	GREEN,
	asked,
	bars,
	count,
	figure,
	hidden_figures,
	mean,
	name_of,
)


def execute(filters: dict | None = None) -> tuple:
	"""Columns, a row per group and one for the school, an explanation, a chart of shares and a summary.

	``filters``: ``academic_year``, ``group_by``. Raises PermissionError for whoever does not see every pupil.
	"""
	group = asked(filters, "group_by").get("group_by", access.GENDER)
	found = access.by(group, **asked(filters, "academic_year"))
	groups = [{**row, "group": name_of(row["group"])} for row in found["groups"]]
	total = {**found["total"], "group": _("The school"), "is_total": 1, "ratio": None}
	rows = [*groups, total] if groups else []
	return columns(group), rows, hidden_figures(rows), chart(groups), summary(found["total"])


def chart(rows: list[dict]) -> dict | None:
	"""Of what is shown: a hidden figure would look like nobody."""
	rows = [row for row in rows if not row["hidden"]]
	series = {
		_("Nominated (% of pupils)"): [row["nominated_percent"] for row in rows],
		_("Accepted (% of nominated)"): [row["accepted_percent"] for row in rows],
	}
	return bars([row["group"] for row in rows], series, [BLUE, GREEN])


def summary(total: dict) -> list[dict]:
	return [
		figure(_("The school's pupils"), total["pupils"]),
		figure(_("Nominated"), total["nominated"]),
		figure(_("Nominated (%)"), total["nominated_percent"], "Float"),
		figure(_("Accepted"), total["accepted"], indicator="Green"),
	]


def columns(group: str) -> list[dict]:
	return [
		choice("group", _(group)),
		count("pupils", _("Pupils")),
		count("nominated", _("Nominated"), 105),
		mean("nominated_percent", _("Nominated (% of pupils)"), 180),
		mean("ratio", _("Against all others"), 150, precision=2),
		count("accepted", _("Accepted")),
		mean("accepted_percent", _("Accepted (% of nominated)"), 195),
	]
