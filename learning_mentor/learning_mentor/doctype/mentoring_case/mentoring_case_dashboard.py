from frappe import _


def get_data() -> dict:
	return {
		"fieldname": "case",
		"internal_links": {"Mentoring Nomination": "nomination"},
		"non_standard_fieldnames": {"Mentoring Safeguarding Note": "mentoring_case"},
		"transactions": [
			{"label": _("Before"), "items": ["Mentoring Nomination"]},
			{"label": _("Plans"), "items": ["Mentoring Action Plan", "Mentoring Progress Point"]},
			{"label": _("Daily work"), "items": ["Mentoring Session", "Mentoring Check-in"]},
			{"label": _("Families"), "items": ["Mentoring Home Visit", "Mentoring Liaison"]},
			{"label": _("Agencies"), "items": ["Mentoring Referral", "Mentoring Outside Link"]},
			{"label": _("Handing over"), "items": ["Mentoring Handover", "Mentoring Transition Plan"]},
			{"label": _("Safeguarding"), "items": ["Mentoring Safeguarding Note"]},
		],
	}
