"""Whom drop-ins, music, sport and other events reach."""

from frappe import _

from learning_mentor.figures import events
from learning_mentor.report_columns import column
from learning_mentor.report_parts import GREEN, ORANGE, asked, bars, count, figure, mean, name_of, text

FILTERS = ("from_date", "to_date", "kind", "program")


def execute(filters: dict | None = None) -> tuple:
	"""Columns, a row per kind, event or year group, no message, chart and summary.

	``filters``: ``group_by``, ``from_date``, ``to_date``, ``kind``, ``program``.
	"""
	narrowed = asked(filters, *FILTERS)
	group = asked(filters, "group_by").get("group_by", events.KIND)
	rows = [{**row, "name": _name(row)} for row in events.by(group, **narrowed)]
	return columns(group), rows, None, chart(rows), summary(events.total(**narrowed))


def _name(row: dict) -> str:
	return row.get("event_title") or name_of(row["group"])


def chart(rows: list[dict]) -> dict | None:
	series = {
		_("Attended"): [row["attended"] for row in rows],
		_("Absent"): [row["absent"] for row in rows],
	}
	return bars([row["name"] for row in rows], series, [GREEN, ORANGE], stacked=True)


def summary(total: dict) -> list[dict]:
	return [
		figure(_("Events"), total["events"]),
		figure(_("Attendances"), total["attended"], indicator="Green"),
		figure(_("Pupils reached"), total["pupils"]),
		figure(_("Of these with a case"), total["mentored"]),
		figure(_("Attended (%)"), total["attended_percent"], "Float"),
	]


def columns(group: str) -> list[dict]:
	single = [
		column("group", "Link", _("Event"), 150, options="Mentoring Event"),
		column("starts_on", "Datetime", _("Start"), 160),
		count("capacity", _("Places"), 80),
	]
	return [
		text("name", _("Title") if group == events.SINGLE else _(group), 200),
		*(single if group == events.SINGLE else [count("events", _("Events"))]),
		count("asked", _("Asked")),
		count("waiting", _("Waiting")),
		count("registered", _("Registered"), 105),
		count("attended", _("Attended")),
		count("absent", _("Absent")),
		count("cancelled", _("Cancelled")),
		mean("attended_percent", _("Attended (%)"), 120),
		count("pupils", _("Pupils reached"), 125),
		count("mentored", _("Of these with a case"), 165),
	]
