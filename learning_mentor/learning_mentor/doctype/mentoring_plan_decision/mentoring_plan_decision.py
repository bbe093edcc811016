from learning_mentor.rows import ProtectedRow


class MentoringPlanDecision(ProtectedRow):
	pass
