from frappe import _


def get_data() -> dict:
	return {
		"fieldname": "selection_record",
		"internal_links": {"Mentoring Nomination": "nomination"},
		"transactions": [
			{"label": _("Selection"), "items": ["Mentoring Nomination"]},
		],
	}
