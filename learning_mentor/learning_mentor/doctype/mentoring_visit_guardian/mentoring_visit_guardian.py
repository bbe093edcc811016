from learning_mentor.rows import ProtectedRow


class MentoringVisitGuardian(ProtectedRow):
	pass
