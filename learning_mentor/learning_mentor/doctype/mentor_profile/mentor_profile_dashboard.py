from frappe import _


def get_data() -> dict:
	return {
		"fieldname": "mentor",
		"non_standard_fieldnames": {"Mentoring Handover": "to_mentor"},
		"transactions": [
			{
				"label": _("Caseload"),
				"items": ["Mentoring Case", "Mentoring Action Plan", "Mentoring Handover"],
			},
			{"label": _("Daily work"), "items": ["Mentoring Session", "Mentoring Group"]},
			{"label": _("Families and agencies"), "items": ["Mentoring Home Visit", "Mentoring Referral"]},
		],
	}
