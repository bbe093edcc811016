from frappe import _


def get_data() -> dict:
	return {
		"fieldname": "mentor",
		"transactions": [{"label": _("Caseload"), "items": ["Mentoring Case", "Mentoring Action Plan"]}],
	}
