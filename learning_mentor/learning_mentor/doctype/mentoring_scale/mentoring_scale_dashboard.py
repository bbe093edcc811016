from frappe import _


def get_data() -> dict:
	return {
		"fieldname": "scale",
		"transactions": [
			{"label": _("Daily work"), "items": ["Mentoring Check-in"]},
		],
	}
