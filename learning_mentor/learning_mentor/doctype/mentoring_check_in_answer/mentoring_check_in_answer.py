from learning_mentor.rows import ProtectedRow


class MentoringCheckinAnswer(ProtectedRow):
	pass
