from learning_mentor.rows import ProtectedRow


class MentoringTransitionConsent(ProtectedRow):
	pass
