from learning_mentor.rows import ProtectedRow


class MentoringRiskQuestion(ProtectedRow):
	pass
