from frappe.model.document import Document


class MentoringCalendarLink(Document):
	"""A person's secret calendar address, kept as its hash: see `learning_mentor.calendars.feed`."""
