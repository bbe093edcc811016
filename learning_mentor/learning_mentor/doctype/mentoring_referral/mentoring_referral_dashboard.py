def get_data() -> dict:
	return {
		"fieldname": "reference_name",
		"transactions": [{"items": ["Mentoring Outside Link"]}],
	}
