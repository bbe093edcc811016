from frappe import _


def get_data() -> dict:
	return {
		"fieldname": "plan",
		"internal_links": {"Mentoring Case": "case"},
		"transactions": [
			{"label": _("Case"), "items": ["Mentoring Case"]},
			{
				"label": _("Daily work"),
				"items": ["Mentoring Session", "Mentoring Check-in", "Mentoring Progress Point"],
			},
		],
	}
