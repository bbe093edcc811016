from frappe.model.document import Document


class MentoringIdempotencyKey(Document):
	"""Written and removed by `learning_mentor.rest.idempotency` alone."""
