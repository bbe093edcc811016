from learning_mentor.rows import ProtectedRow


class MentoringPlanTarget(ProtectedRow):
	pass
