from frappe import _


def get_data() -> dict:
	return {
		"fieldname": "check_in",
		"internal_links": {
			"Mentoring Case": "case",
			"Mentoring Action Plan": "plan",
			"Mentoring Scale": "scale",
		},
		"transactions": [
			{"label": _("Case"), "items": ["Mentoring Case", "Mentoring Action Plan"]},
			{"label": _("Library"), "items": ["Mentoring Scale"]},
		],
	}
