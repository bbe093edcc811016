from learning_mentor.rows import ProtectedRow


class MentoringAim(ProtectedRow):
	pass
