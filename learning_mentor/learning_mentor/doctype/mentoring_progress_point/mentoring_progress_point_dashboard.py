from frappe import _


def get_data() -> dict:
	return {
		"fieldname": "progress_point",
		"internal_links": {
			"Mentoring Case": "case",
			"Mentoring Action Plan": "plan",
			"Mentoring Session": "session",
		},
		"transactions": [
			{"label": _("Case"), "items": ["Mentoring Case", "Mentoring Action Plan", "Mentoring Session"]},
		],
	}
