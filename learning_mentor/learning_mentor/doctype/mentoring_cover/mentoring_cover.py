from learning_mentor.rows import ProtectedRow


class MentoringCover(ProtectedRow):
	pass
