from frappe import _


def get_data() -> dict:
	return {
		"fieldname": "handover",
		"internal_links": {"Mentoring Case": "case", "Mentor Profile": "to_mentor"},
		"transactions": [
			{"label": _("Case"), "items": ["Mentoring Case"]},
			{"label": _("Mentors"), "items": ["Mentor Profile"]},
		],
	}
