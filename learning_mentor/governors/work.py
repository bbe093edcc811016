"""The work of the term: pupils, nominations, contact time, home visits, referrals, events."""

from learning_mentor.figures import caseload, contact, events, headlines, nominations, referrals, visits
from learning_mentor.figures.small_groups import FEWEST
from learning_mentor.figures.time_spent import SETTING
from learning_mentor.governors.period import Period
from learning_mentor.governors.shown import number, parts, rows

REFERRALS = ("open", "accepted", "declined", "closed")
CONTACT = ("held", "missed")


def of(days: Period) -> dict:
	"""``{"pupils", "nominations", "contact", "visits", "referrals", "events"}``; None is not to be shown."""
	within = {"from_date": days.first, "to_date": days.last}
	return {
		"pupils": _pupils(within),
		"nominations": _nominations(nominations.total(**within)),
		"contact": _contact(days, within),
		"visits": _visits(visits.total(**within)),
		"referrals": _referrals(referrals.total(**within)),
		"events": _events(within),
	}


def _pupils(within: dict) -> dict:
	"""Pupils with a case in these days, cases opened and closed in them, and places that are free today."""
	cases, capacity = caseload.cases(**within), headlines.capacity()
	outcomes = parts(cases["outcomes"], tuple(cases["outcomes"]))
	return {
		"supported": number(cases["pupils"]),
		"opened": number(cases["opened"]),
		"closed": number(cases["closed"]),
		"outcomes": [{"outcome": outcome, "cases": count} for outcome, count in outcomes.items()],
		"mentors": capacity["mentors"],
		"free": capacity["free"],
	}


def _nominations(total: dict) -> dict:
	stages = tuple(nominations.STAGES)
	decided = total["accepted"] + total["declined"]
	return {
		"nominated": number(total["nominated"]),
		**parts(total, stages),
		"days_to_decision": total["days_to_decision"] if decided >= FEWEST else None,
	}


def _contact(days: Period, within: dict) -> dict:
	"""Sessions and visits held and missed, and hours with pupils: in all, by setting, by month."""
	total = contact.total(**within)
	enough = number(total["pupils"]) is not None
	months = [
		{"month": first, "pupils": row["pupils"], "hours": _hours(row)}
		for first, last in days.months()
		for row in [contact.total(from_date=first, to_date=last)]
	]
	return {
		"pupils": number(total["pupils"]),
		"hours": _hours(total) if enough else None,
		**{figure: number(total[figure]) if enough else None for figure in CONTACT},
		"settings": rows(
			[
				{"setting": row[SETTING], "pupils": row["pupils"], "hours": _hours(row)}
				for row in contact.by((SETTING,), **within)
			],
			keep=("setting",),
		),
		"months": rows(months, keep=("month",)),
	}


def _hours(row: dict) -> int:
	return round(row["minutes"] / 60)


def _visits(total: dict) -> dict:
	"""Home visits by what became of them, without their sum, which would give small ones away; nothing at all
	where they were to a few pupils alone.
	"""
	stages = tuple(visits.STAGES)
	if number(total["pupils"]) is None:
		return {"families": None, **dict.fromkeys(stages), "minutes": None, "advised": None}
	return {
		"families": total["pupils"],
		**{stage: number(total[stage]) for stage in stages},
		"minutes": total["minutes"] if total["completed"] >= FEWEST else None,
		"advised": number(total["advised"]),
	}


def _referrals(total: dict) -> dict:
	shown = {"sent": number(total["sent"]), **parts(total, REFERRALS)}
	enough = total["sent"] >= FEWEST
	waiting = shown["open"] is not None
	for mean in ("days_to_answer", "days_to_decision", "days_to_start"):
		shown[mean] = total[mean] if enough else None
	shown["late"] = number(total["late"]) if waiting else None
	shown["longest_open"] = total["longest_open"] if waiting and total["open"] else None
	return shown


def _events(within: dict) -> dict:
	total = events.total(**within)
	kinds = [
		{"kind": row["group"], "events": row["events"], "pupils": row["pupils"], "attended": row["attended"]}
		for row in events.by(events.KIND, **within)
	]
	others = {"mentored": total["mentored"], "others": total["pupils"] - total["mentored"]}
	return {
		"events": total["events"],
		"pupils": number(total["pupils"]),
		"mentored": parts(others, ("mentored", "others"))["mentored"],
		"attended": total["attended"] if number(total["pupils"]) is not None else None,
		"kinds": rows(kinds, keep=("kind", "events")),
	}
