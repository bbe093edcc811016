"""How many nominations reach which step, and how long pupils wait."""

from frappe import _

from learning_mentor.figures import nominations
from learning_mentor.report_columns import choice
from learning_mentor.report_parts import BLUE, asked, bars, count, figure, mean, name_of

FILTERS = ("from_date", "to_date", "source", "urgency", "program")


def execute(filters: dict | None = None) -> tuple:
	"""Columns, a row per source, urgency or year group, no message, the funnel and a summary.

	``filters``: ``group_by``, ``from_date``, ``to_date`` (of submission), ``source``, ``urgency``,
	``program``.
	"""
	narrowed = asked(filters, *FILTERS)
	group = asked(filters, "group_by").get("group_by", nominations.SOURCE)
	rows = [{**row, "group": name_of(row["group"])} for row in nominations.by(group, **narrowed)]
	total = nominations.total(**narrowed)
	return columns(group), rows, None, chart(total), summary(total)


def chart(total: dict) -> dict | None:
	if not total["nominated"]:
		return None
	decided = total["accepted"] + total["declined"]
	steps = {
		_("Nominated"): total["nominated"],
		_("Decided"): decided,
		_("Accepted"): total["accepted"],
		_("Met their mentor"): total["met"],
	}
	return bars(list(steps), {_("Nominations"): list(steps.values())}, [BLUE])


def summary(total: dict) -> list[dict]:
	return [
		figure(_("Nominated"), total["nominated"]),
		figure(_("Accepted"), total["accepted"], indicator="Green"),
		figure(_("Waiting list"), total["waiting_list"], indicator="Orange"),
		figure(_("Days to a decision"), total["days_to_decision"], "Float"),
		figure(_("Days to the first session"), total["days_to_first_session"], "Float"),
	]


def columns(group: str) -> list[dict]:
	return [
		choice("group", _(group)),
		count("nominated", _("Nominated"), 105),
		count("to_decide", _("To decide"), 100),
		count("waiting_list", _("Waiting list"), 110),
		count("accepted", _("Accepted")),
		count("declined", _("Declined")),
		count("withdrawn", _("Withdrawn"), 105),
		mean("accepted_percent", _("Accepted of decided (%)"), 180),
		count("met", _("Met their mentor"), 140),
		mean("days_to_decision", _("Days to a decision"), 150),
		count("longest_to_decision", _("Longest"), 90),
		mean("days_to_first_session", _("Days to the first session"), 185),
		count("longest_undecided", _("Longest undecided (days)"), 190),
	]
