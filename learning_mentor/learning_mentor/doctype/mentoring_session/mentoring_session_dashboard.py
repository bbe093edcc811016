from frappe import _


def get_data() -> dict:
	return {
		"fieldname": "session",
		"internal_links": {
			"Mentoring Case": "case",
			"Mentoring Action Plan": "plan",
			"Mentoring Group": "mentoring_group",
		},
		"transactions": [
			{"label": _("Case"), "items": ["Mentoring Case", "Mentoring Action Plan"]},
			{"label": _("Daily work"), "items": ["Mentoring Group", "Mentoring Progress Point"]},
		],
	}
