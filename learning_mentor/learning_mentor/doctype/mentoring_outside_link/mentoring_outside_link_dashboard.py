def get_data() -> dict:
	return {"fieldname": "link", "transactions": [{"items": ["Mentoring Outside Opening"]}]}
