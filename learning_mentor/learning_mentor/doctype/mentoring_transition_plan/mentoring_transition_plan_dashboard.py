from frappe import _


def get_data() -> dict:
	return {
		"fieldname": "transition_plan",
		"internal_links": {"Mentoring Case": "case"},
		"transactions": [{"label": _("Casework"), "items": ["Mentoring Case"]}],
	}
