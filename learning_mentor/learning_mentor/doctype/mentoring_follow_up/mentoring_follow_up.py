from learning_mentor.rows import ProtectedRow


class MentoringFollowup(ProtectedRow):
	pass
