from frappe import _


def get_data() -> dict:
	return {
		"fieldname": "protection_file",
		"internal_links": {"Mentoring Transition Plan": "transition_plan"},
		"transactions": [
			{"label": _("Moving on"), "items": ["Mentoring Transition Plan"]},
		],
	}
