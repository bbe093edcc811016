from learning_mentor.rows import ProtectedRow


class MentoringEventProgram(ProtectedRow):
	pass
