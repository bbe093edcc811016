from frappe import _


def get_data() -> dict:
	return {
		"fieldname": "opening",
		"internal_links": {"Mentoring Outside Link": "link", "Mentoring Case": "case"},
		"transactions": [
			{"label": _("Outside"), "items": ["Mentoring Outside Link"]},
			{"label": _("Case"), "items": ["Mentoring Case"]},
		],
	}
