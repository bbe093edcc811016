from frappe import _


def get_data() -> dict:
	return {
		"fieldname": "nomination",
		"transactions": [
			{
				"label": _("Selection"),
				"items": ["Mentoring Selection Record", "Mentoring Case", "Mentoring Early Sign"],
			}
		],
	}
