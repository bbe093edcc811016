"""Who receives what: planned and delivered minutes, cost and effect by need and year group."""

from frappe import _

from learning_mentor.figures import provision
from learning_mentor.report_columns import choice, column
from learning_mentor.report_parts import BLUE, GREY, asked, bars, count, figure, hours, mean, name_of, text

FILTERS = ("academic_year", "need", "program", "setting")
NAMES = {"student_name": "Pupil", "need": "Need", "program": "Year group"}


def execute(filters: dict | None = None) -> tuple:
	"""Columns, a row per group and setting, a message, hours planned and delivered, and a summary.

	``filters``: ``group_by``, ``academic_year``, ``need``, ``program``, ``setting``.
	"""
	group = asked(filters, "group_by").get("group_by", provision.NEED)
	rows = [_row(row) for row in provision.by(group, **asked(filters, *FILTERS))]
	return columns(group), rows, message(rows, group), chart(rows, group), summary(rows)


def _row(row: dict) -> dict:
	names = {field: name_of(row[field]) for field in NAMES if field in row}
	spent = {"planned_hours": hours(row["planned_minutes"]), "hours": hours(row["minutes"])}
	return {**row, **names, **spent, "setting": _(row["setting"])}


def message(rows: list[dict], group: str) -> str | None:
	if rows and rows[0]["cost"] is None:
		return _("Cost per hour is not set in Mentoring Settings: costs are not shown.")
	if group not in provision.SHOWING_EFFECT:
		return _("The change in check-ins is shown by need or by year group: by both it would tell of a few.")
	return None


def chart(rows: list[dict], group: str) -> dict | None:
	field = _shown(group)[0]
	names = list(dict.fromkeys(row[field] for row in rows))
	series = {
		_("Hours planned"): [_sum(rows, field, name, "planned_minutes") for name in names],
		_("Hours delivered"): [_sum(rows, field, name, "minutes") for name in names],
	}
	return bars(names, series, [GREY, BLUE])


def _sum(rows: list[dict], field: str, name: str, minutes: str) -> float:
	return hours(sum(row[minutes] for row in rows if row[field] == name))


def summary(rows: list[dict]) -> list[dict]:
	planned, delivered = (sum(row[field] for row in rows) for field in ("planned_minutes", "minutes"))
	costs = [row["cost"] for row in rows if row["cost"] is not None]
	return [
		figure(_("Hours planned"), hours(planned), "Float"),
		figure(_("Hours delivered"), hours(delivered), "Float", "Green"),
		figure(_("Delivered (%)"), round(100 * delivered / planned, 1) if planned else None, "Float"),
		figure(_("Cost"), round(sum(costs), 2) if costs else None, "Currency"),
	]


def _shown(group: str) -> list[str]:
	if group == provision.PUPIL:
		return list(NAMES)
	return list(provision.GROUPS[group])


def columns(group: str) -> list[dict]:
	effect = [
		mean("change", _("Check-ins: change"), 150),
		mean("effect", _("Effect size"), 110, precision=2),
	]
	case = [column("case", "Link", _("Case"), 140, options="Mentoring Case")]
	return [
		*(text(field, _(NAMES[field])) for field in _shown(group)),
		choice("setting", _("Provision"), 140),
		*([] if group == provision.PUPIL else [count("pupils", _("Pupils"), 80)]),
		count("planned_minutes", _("Minutes planned"), 130),
		count("minutes", _("Minutes delivered"), 140),
		mean("delivered", _("Delivered (%)"), 120),
		column("cost", "Currency", _("Cost"), 120),
		*(effect if group in provision.SHOWING_EFFECT else []),
		*(case if group == provision.PUPIL else []),
	]
