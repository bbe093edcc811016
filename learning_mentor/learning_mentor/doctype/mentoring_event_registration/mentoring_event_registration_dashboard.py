from frappe import _


def get_data() -> dict:
	return {
		"fieldname": "registration",
		"internal_links": {"Mentoring Event": "event"},
		"transactions": [
			{"label": _("Event"), "items": ["Mentoring Event"]},
		],
	}
