from learning_mentor.rows import ProtectedRow


class MentoringVisitAdvice(ProtectedRow):
	pass
