from frappe import _


def get_data() -> dict:
	return {
		"fieldname": "note",
		"internal_links": {"Mentoring Case": "mentoring_case"},
		"transactions": [
			{"label": _("Case"), "items": ["Mentoring Case"]},
			{"label": _("Access"), "items": ["Mentoring Safeguarding Reading"]},
		],
	}
