from learning_mentor.rows import ProtectedRow


class MentoringTransitionTemplateStep(ProtectedRow):
	pass
