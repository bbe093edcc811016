"""What has changed for the pupils of a year's cases: check-ins, attendance and attainment, with how sure that
is.

Cases count in the academic year in which they were opened, each in one group. Check-ins of different scales
are brought onto 0-100, the share of what the scale can reach (percent of maximum possible score: Cohen and
others, *Multivariate Behavioral Research* 34, 1999), higher being better.
"""

import frappe
from frappe.query_builder.functions import Avg, Coalesce, Count, Date
from pypika import Case, Interval
from pypika.analytics import RowNumber
from pypika.enums import Order

from learning_mentor.figures import change, small_groups
from learning_mentor.figures.reach import (
	CASE,
	NEED,
	StdDevSample,
	grouped,
	readable,
	rounded,
	year_of,
)
from learning_mentor.impact import MONTHS_AROUND

CHECK_IN, ATTENDANCE, ATTAINMENT = "check_in", "attendance", "attainment"
OUTCOMES = (CHECK_IN, ATTENDANCE, ATTAINMENT)
MEASURES = ("Confidence and self-esteem", "Feelings at school", "Goal progress", "Other")
FEWEST_DAYS = 10  # school days recorded before and since, or a pupil's attendance is not compared
NOTHING = {"before": None, "since": None, "change": None, "low": None, "high": None, "effect": None}


def by(group: str = NEED, **filters) -> dict:
	"""Change of a year's cases in total and by one of `reach.GROUPS`.

	``filters``: ``academic_year`` (default: the current one), ``measures`` (one of `MEASURES`),
	``answered_as`` (Pupil, Mentor, Teacher or Guardian). There is no other filter, see `small_groups`.

	Returns ``{"academic_year", "total": row, "groups": [row by size]}``; a row is ``{"group", "pupils",
	"check_in", "attendance", "attainment"}``, an outcome ``{"pupils", "before", "since", "change", "low",
	"high", "effect", "hidden"}``: means on 0-100, the 95 % interval of the change, the effect size. What must
	not be shown has ``hidden`` and no figures, ``pupils`` then is None.
	"""
	filters["academic_year"] = year_of(filters)
	groups = _cases(group, filters)
	total = _cases(None, filters).get(None, {"pupils": 0})
	for outcome, values in _OUTCOMES.items():
		for row in _changes(values(filters), group, filters):
			groups[row.pop("group")][outcome] = row
		total[outcome] = next(iter(_changes(values(filters), None, filters)), {"pupils": 0})
	rows = [{"group": name, **row} for name, row in groups.items()]
	rows.sort(key=lambda row: (-row["pupils"], row["group"]))
	return {"academic_year": filters["academic_year"], **_shown(rows, {"group": None, **total})}


def _cases(group: str | None, filters: dict) -> dict:
	"""Group -> ``{"pupils"}``; without a group one row under None."""
	case = frappe.qb.DocType(CASE)
	query = frappe.qb.from_(case).select(Count(case.student).distinct()).where(_counted(case, filters))
	return {name: {"pupils": pupils} for pupils, name in _grouped_rows(query, case, group, filters)}


def _counted(case, filters: dict):
	return readable(CASE) & (case.academic_year == filters["academic_year"])


def _grouped_rows(query, case, group: str | None, filters: dict) -> list:
	if not group:
		return [(*row, None) for row in query.run()]
	query, column = grouped(query, case, group, filters["academic_year"])
	name = Coalesce(column, "")
	return query.select(name.as_("group_name")).groupby(name).run()


def _changes(values, group: str | None, filters: dict) -> list[dict]:
	"""Statistics of ``values``, a query ``case, first, change``, over the cases of each group."""
	case, value = frappe.qb.DocType(CASE), values.as_("value")
	query = (
		frappe.qb.from_(case)
		.join(value)
		.on(value.case == case.name)
		.select(
			Count(case.student).distinct(),
			Avg(value.first),
			Avg(value.change),
			StdDevSample(value.change),
			StdDevSample(value.first),
		)
		.where(_counted(case, filters))
	)
	return [_statistics(*row) for row in _grouped_rows(query, case, group, filters)]


def _statistics(pupils: int, first, mean, deviation, deviation_before, group: str | None) -> dict:
	if not pupils:
		return {"group": group, "pupils": 0, **NOTHING}
	first, mean = float(first), float(mean)
	low, high = change.interval(pupils, mean, _float(deviation)) or (None, None)
	return {
		"group": group,
		"pupils": pupils,
		"before": rounded(first),
		"since": rounded(first + mean),
		"change": rounded(mean),
		"low": rounded(low),
		"high": rounded(high),
		"effect": rounded(change.effect_size(pupils, mean, _float(deviation_before)), 2),
	}


def _float(value) -> float | None:
	return None if value is None else float(value)


def _shown(rows: list[dict], total: dict) -> dict:
	"""The rows without what tells of small groups, each column for itself."""
	for row in (*rows, total):
		for outcome in OUTCOMES:
			row[outcome] = {**NOTHING, "pupils": 0, **row.get(outcome, {}), "hidden": False}
			row[outcome].pop("group", None)
	for outcome in OUTCOMES:
		cells = [row[outcome] for row in rows]
		for place in small_groups.hidden([cell["pupils"] for cell in cells]):
			_hide(cells[place])
		if small_groups.is_small(total[outcome]["pupils"]):
			_hide(total[outcome])
	for place in small_groups.hidden([row["pupils"] for row in rows]):
		rows[place]["pupils"] = None
	if small_groups.is_small(total["pupils"]):
		total["pupils"] = None
	return {"total": total, "groups": rows}


def _hide(cell: dict) -> None:
	cell.update({**NOTHING, "pupils": None, "hidden": True})


def check_in_changes(filters: dict):
	"""Query ``case, first, change``: from the first to the latest check-in, the mean of a pupil's series.

	A series is what one person answered on one scale about one target; those answered once are left out.
	"""
	latest, scale, items = _latest(filters).as_("latest"), frappe.qb.DocType("Mentoring Scale"), _items()
	length = Case().when(scale.scoring == "Mean", 1).else_(items.number)
	lowest, reach = scale.lowest * length, (scale.highest - scale.lowest) * length
	first = (latest.score - latest.change - lowest) * 100.0 / reach
	moved = latest.change * 100.0 / reach
	upwards = scale.higher_is_better == 1
	return (
		frappe.qb.from_(latest)
		.join(scale)
		.on(scale.name == latest.scale)
		.join(items)
		.on(items.scale == latest.scale)
		.select(
			latest.case.as_("case"),
			Avg(Case().when(upwards, first).else_(100 - first)).as_("first"),
			Avg(Case().when(upwards, moved).else_(0 - moved)).as_("change"),
		)
		.where((latest.place == 1) & (latest.is_baseline == 0))
		.where(scale.measures == (filters.get("measures") or MEASURES[0]))
		.groupby(latest.case)
	)


def _latest(filters: dict):
	"""Scored check-ins with their place in the series, the latest first."""
	row = frappe.qb.DocType("Mentoring Check-in")
	place = (
		RowNumber()
		.over(row.case, row.scale, row.plan, row.target_number)
		.orderby(row.answered_on, order=Order.desc)
		.orderby(row.creation, order=Order.desc)
	)
	return (
		frappe.qb.from_(row)
		.select(row.case, row.scale, row.score, row.change, row.is_baseline, place.as_("place"))
		.where((row.status == "Answered") & (row.has_score == 1))
		.where(row.answered_as == (filters.get("answered_as") or "Pupil"))
	)


def _items():
	item = frappe.qb.DocType("Mentoring Scale Item")
	return (
		frappe.qb.from_(item)
		.select(item.parent.as_("scale"), Count(item.name).as_("number"))
		.where(item.parenttype == "Mentoring Scale")
		.groupby(item.parent)
	).as_("items")


def attendance_changes(filters: dict):
	"""Query ``case, first, change``: attendance in percent, six months before against since the opening.

	A day counts once, present in any lesson is present, days on leave do not count; until six months after
	the closing, as `learning_mentor.impact` shows a single case.
	"""
	case, day = frappe.qb.DocType(CASE), frappe.qb.DocType("Student Attendance")
	before, recorded = day.date < case.opened_on, day.status != "Leave"
	days = {
		"recorded_before": before & recorded,
		"present_before": before & (day.status == "Present"),
		"recorded_since": (day.date >= case.opened_on) & recorded,
		"present_since": (day.date >= case.opened_on) & (day.status == "Present"),
	}
	counted = (
		frappe.qb.from_(case)
		.join(day)
		.on((day.student == case.student) & (day.docstatus == 1))
		.select(case.name.as_("case"))
		.select(*(Count(Case().when(which, day.date)).distinct().as_(name) for name, which in days.items()))
		.where(_counted(case, filters) & _around(case, day.date))
		.groupby(case.name)
	).as_("counted")
	first = counted.present_before * 100.0 / counted.recorded_before
	since = counted.present_since * 100.0 / counted.recorded_since
	return (
		frappe.qb.from_(counted)
		.select(counted.case.as_("case"), first.as_("first"), (since - first).as_("change"))
		.where((counted.recorded_before >= FEWEST_DAYS) & (counted.recorded_since >= FEWEST_DAYS))
	)


def _around(case, day):
	months = Interval(months=MONTHS_AROUND)
	return (day >= case.opened_on - months) & (case.closed_on.isnull() | (day <= case.closed_on + months))


def attainment_changes(filters: dict):
	"""Query ``case, first, change``: the mean result in percent, before against since the opening.

	In the same months as attendance, of pupils with a result on both sides.
	"""
	case, result = frappe.qb.DocType(CASE), frappe.qb.DocType("Assessment Result")
	share = result.total_score * 100.0 / result.maximum_score
	day = Date(result.creation)
	means = (
		frappe.qb.from_(case)
		.join(result)
		.on((result.student == case.student) & (result.docstatus == 1) & (result.maximum_score > 0))
		.select(
			case.name.as_("case"),
			Avg(Case().when(day < case.opened_on, share)).as_("first"),
			Avg(Case().when(day >= case.opened_on, share)).as_("since"),
		)
		.where(_counted(case, filters) & _around(case, day))
		.groupby(case.name)
	).as_("means")
	return (
		frappe.qb.from_(means)
		.select(means.case.as_("case"), means.first.as_("first"), (means.since - means.first).as_("change"))
		.where(means.first.isnotnull() & means.since.isnotnull())
	)


_OUTCOMES = {CHECK_IN: check_in_changes, ATTENDANCE: attendance_changes, ATTAINMENT: attainment_changes}
