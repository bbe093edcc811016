from frappe import _


def get_data() -> dict:
	return {
		"fieldname": "liaison",
		"internal_links": {"Mentoring Case": "case"},
		"transactions": [
			{"label": _("Case"), "items": ["Mentoring Case"]},
		],
	}
