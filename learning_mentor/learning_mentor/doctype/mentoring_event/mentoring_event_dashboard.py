from frappe import _


def get_data() -> dict:
	return {
		"fieldname": "event",
		"transactions": [{"label": _("Pupils"), "items": ["Mentoring Event Registration"]}],
	}
