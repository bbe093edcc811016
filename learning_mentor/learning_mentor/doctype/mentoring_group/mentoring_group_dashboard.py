from frappe import _


def get_data() -> dict:
	return {
		"fieldname": "mentoring_group",
		"transactions": [
			{"label": _("Daily work"), "items": ["Mentoring Session"]},
		],
	}
