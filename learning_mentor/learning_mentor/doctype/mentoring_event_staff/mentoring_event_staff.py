from learning_mentor.case_record import add_index
from learning_mentor.rows import ProtectedRow


class MentoringEventStaff(ProtectedRow):
	pass


def on_doctype_update() -> None:
	"""Which events somebody staffs is asked with every list of registrations."""
	add_index("Mentoring Event Staff", "user", "parent")
