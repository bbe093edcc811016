from frappe import _


def get_data() -> dict:
	return {
		"fieldname": "case",
		"internal_links": {"Mentoring Nomination": "nomination"},
		"transactions": [
			{"label": _("Before"), "items": ["Mentoring Nomination"]},
			{"label": _("Plans"), "items": ["Mentoring Action Plan"]},
		],
	}
