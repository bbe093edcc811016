from frappe import _


def get_data() -> dict:
	return {
		"fieldname": "need",
		"transactions": [
			{"label": _("Daily work"), "items": ["Mentoring Group"]},
		],
	}
