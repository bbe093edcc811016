from frappe import _


def get_data() -> dict:
	return {
		"fieldname": "transition_plan",
		"internal_links": {"Mentoring Case": "case"},
		"non_standard_fieldnames": {"Mentoring Outside Link": "reference_name"},
		"transactions": [
			{"label": _("Casework"), "items": ["Mentoring Case"]},
			{"label": _("Outside"), "items": ["Mentoring Outside Link"]},
		],
	}
