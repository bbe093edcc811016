from frappe import _


def get_data() -> dict:
	return {
		"fieldname": "purpose",
		"transactions": [
			{"label": _("Families"), "items": ["Mentoring Home Visit"]},
		],
	}
