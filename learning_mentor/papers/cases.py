"""Papers of a case: what was agreed with the pupil, and the note for the next mentor."""

import frappe


def aims_agreement(case) -> dict:
	"""The pupil's aims in their own words, and whose agreement stands. Pupil and family sign this paper."""
	return {
		"first_name": frappe.db.get_value("Student", case.student, "first_name"),
		"student_name": case.student_name,
		"year_group": case.program,
		"mentor_name": case.mentor_name,
		"opened_on": case.opened_on,
		"review_cycle_weeks": case.review_cycle_weeks,
		"aims": [
			{"aim": row.aim, "agreed_on": row.agreed_on} for row in case.aims if row.status != "Set Aside"
		],
		"agreements": [
			{"party": row.party, "name": row.agreed_name, "how": row.how, "on": row.agreed_on}
			for row in case.agreements
			if not row.withdrawn_on
		],
	}


def handover_note(handover) -> dict:
	"""What one mentor tells the next."""
	fields = (
		"name",
		"student_name",
		"from_mentor_name",
		"to_mentor_name",
		"status",
		"note",
		"open_items",
		"question",
		"reply",
		"answered_on",
	)
	return {**{field: handover.get(field) for field in fields}, "offered_on": handover.creation.date()}
