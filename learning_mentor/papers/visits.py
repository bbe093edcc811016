"""The sheet of a home visit: to take along before it, to file after it."""

from frappe.utils import get_fullname

VISIT = (
	"name",
	"student_name",
	"purpose",
	"aims",
	"starts_on",
	"ends_on",
	"address",
	"visitor_name",
	"visitor_phone",
	"companion_name",
	"duty_contact_name",
	"duty_phone",
	"family_told",
	"risk_level",
	"status",
	"approved_on",
	"checked_in_on",
	"checked_out_on",
	"outcome",
	"family_said",
	"next_visit_on",
)


def sheet(visit) -> dict:
	"""All that the visitors need, with room to write where nothing is written yet."""
	return {
		**{field: visit.get(field) for field in VISIT},
		"approved_by": visit.approved_by and get_fullname(visit.approved_by),
		"guardians": [{"name": row.guardian_name, "answer": row.answer} for row in visit.guardians],
		"risks": [
			{"question": row.question, "answer": row.answer, "control_measure": row.control_measure}
			for row in visit.risks
		],
		"advice": [{"strategy": row.strategy, "words": row.words_to_family} for row in visit.advice],
		"follow_ups": [
			{"task": row.task, "who": row.responsible and get_fullname(row.responsible), "due": row.due_date}
			for row in visit.follow_ups
		],
		"written": bool((visit.outcome or "").strip()),
	}
