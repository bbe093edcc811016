from learning_mentor.rows import ProtectedRow


class MentoringStrategyNeed(ProtectedRow):
	pass
