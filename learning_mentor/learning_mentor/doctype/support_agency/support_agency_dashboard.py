def get_data() -> dict:
	return {"fieldname": "agency", "transactions": [{"items": ["Mentoring Referral"]}]}
