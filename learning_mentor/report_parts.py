"""What reports are made of beside their rows: columns, charts, the figures above them, and their filters."""

import frappe
from frappe import _

from learning_mentor.figures.small_groups import FEWEST
from learning_mentor.report_columns import column

GREEN, BLUE, ORANGE, RED, GREY = "#38a169", "#4299e1", "#ed8936", "#e24c4c", "#7c7c7c"
MOST_BARS = 15  # more are unreadable on a laptop


def asked(filters: dict | None, *names: str) -> dict:
	"""The filters of these names that are set, without what else a caller sends."""
	given = frappe._dict(filters or {})
	return {name: given[name] for name in names if given.get(name) not in (None, "")}


def figure(label: str, value, datatype: str = "Int", indicator: str | None = None) -> dict:
	"""A figure above a report. ``indicator``: Green, Blue, Orange, Red; a value of None shows as a dash.

	A Float shows with one decimal at most: Frappe would give it three.
	"""
	if value is None:
		value, datatype = "-", "Data"
	elif datatype == "Float":
		value, datatype = frappe.format_value(value, {"fieldtype": "Float", "precision": 1}), "Data"
	part = {"label": label, "value": value, "datatype": datatype}
	return {**part, "indicator": indicator} if indicator else part


def warning(label: str, value: int, bad: str = "Red") -> dict:
	"""A figure that is good when it is zero."""
	return figure(label, value, indicator=bad if value else "Green")


def hidden_figures(rows: list[dict]) -> str | None:
	"""What is said above a table some rows of which are `hidden`: see `small_groups`. None without any."""
	if not any(row["hidden"] for row in rows):
		return None
	return _(
		"Figures of fewer than {0} pupils are hidden, and with them those that would give them away by"
		" subtraction."
	).format(FEWEST)


def hours(minutes: float) -> float:
	return round(minutes / 60, 1)


def name_of(group: str | None) -> str:
	"""A group as it is shown; what has none is not known."""
	return _(group) if group else _("Not known")


def bars(labels: list[str], series: dict[str, list], colors: list[str], stacked: bool = False) -> dict | None:
	"""A bar chart of the first `MOST_BARS` labels; None without any."""
	if not labels:
		return None
	return {
		"type": "bar",
		"colors": colors,
		"barOptions": {"stacked": int(stacked)},
		"axisOptions": {"shortenYAxisNumbers": 1},
		"data": {
			"labels": labels[:MOST_BARS],
			"datasets": [
				{"name": name, "values": [value or 0 for value in values[:MOST_BARS]]}
				for name, values in series.items()
			],
		},
	}


def donut(name: str, parts: dict[str, int], colors: dict[str, str]) -> dict | None:
	"""A donut of the parts that are not empty, by their labels; None without any."""
	shown = [label for label, value in parts.items() if value]
	if not shown:
		return None
	return {
		"type": "donut",
		"colors": [colors[label] for label in shown],
		"data": {
			"labels": [_(label) for label in shown],
			"datasets": [{"name": name, "values": [parts[label] for label in shown]}],
		},
	}


def text(fieldname: str, label: str, width: int = 170) -> dict:
	return column(fieldname, "Data", label, width)


def count(fieldname: str, label: str, width: int = 95) -> dict:
	return column(fieldname, "Int", label, width)


def mean(fieldname: str, label: str, width: int = 110, precision: int = 1) -> dict:
	"""A number with a decimal; percentages too, since Frappe shows an unknown Percent as 0%."""
	return column(fieldname, "Float", label, width, precision=precision)
