from frappe import _


def get_data() -> dict:
	return {
		"fieldname": "school",
		"transactions": [
			{"label": _("People"), "items": ["Mentor Profile"]},
			{"label": _("Events"), "items": ["Mentoring Event"]},
		],
	}
