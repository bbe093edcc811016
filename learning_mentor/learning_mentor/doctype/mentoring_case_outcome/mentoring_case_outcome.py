from learning_mentor.rows import ProtectedRow


class MentoringCaseOutcome(ProtectedRow):
	pass
