from learning_mentor.rows import ProtectedRow


class MentoringAvailability(ProtectedRow):
	pass
