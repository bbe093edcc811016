from learning_mentor.rows import ProtectedRow


class MentoringSupervision(ProtectedRow):
	pass
