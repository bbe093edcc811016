"""The few figures that a head teacher or governors ask for first; no names, nothing of a single pupil."""

from learning_mentor.figures import (
	caseload,
	contact,
	events,
	impact,
	nominations,
	plan_reviews,
	reach,
	referrals,
	visits,
)


def of_school(academic_year: str | None = None, **days) -> dict:
	"""What the session user may list, in the days from ``from_date`` to ``to_date`` (see `reach.days_of`).

	``{"cases", "capacity", "nominations", "reviews", "contact", "visits", "referrals", "events", "impact"}``,
	each as the function of its module returns it; ``capacity`` is ``{"mentors", "open", "limit", "free"}``.
	``impact`` is the total row of the academic year (default: the current one) with small numbers hidden; the
	other counts are as they are: whoever publishes them hides what is small.
	"""
	year = reach.year_of({"academic_year": academic_year})
	return {
		"cases": caseload.cases(**days),
		"capacity": capacity(),
		"nominations": nominations.total(**days),
		"reviews": plan_reviews.counts(),
		"contact": contact.total(**days),
		"visits": visits.total(**days),
		"referrals": referrals.total(**days),
		"events": events.total(**days),
		"impact": impact.by(impact.NEED, academic_year=year)["total"],
	}


def capacity() -> dict[str, int]:
	rows = caseload.by_mentor()
	return {"mentors": len(rows)} | {
		figure: sum(row[figure] for row in rows) for figure in ("open", "limit", "free")
	}
