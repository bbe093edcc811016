from learning_mentor.rows import ProtectedRow


class MentoringAftercare(ProtectedRow):
	pass
