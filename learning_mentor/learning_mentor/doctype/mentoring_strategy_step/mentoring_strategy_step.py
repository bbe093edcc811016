from learning_mentor.rows import ProtectedRow


class MentoringStrategyStep(ProtectedRow):
	pass
