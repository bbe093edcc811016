from learning_mentor.rows import ProtectedRow


class MentoringVisitRisk(ProtectedRow):
	pass
