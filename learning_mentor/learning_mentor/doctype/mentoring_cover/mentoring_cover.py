from learning_mentor.case_record import add_index
from learning_mentor.rows import ProtectedRow


class MentoringCover(ProtectedRow):
	pass


def on_doctype_update() -> None:
	add_index("Mentoring Cover", "covered_by", "to_date")
