from frappe import _


def get_data() -> dict:
	return {
		"fieldname": "reading",
		"internal_links": {"Mentoring Safeguarding Note": "note"},
		"transactions": [
			{"label": _("Concern"), "items": ["Mentoring Safeguarding Note"]},
		],
	}
