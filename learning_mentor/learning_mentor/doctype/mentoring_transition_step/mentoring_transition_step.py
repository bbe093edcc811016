from learning_mentor.rows import ProtectedRow


class MentoringTransitionStep(ProtectedRow):
	pass
