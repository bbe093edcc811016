from learning_mentor.rows import ProtectedRow


class MentoringNeedRating(ProtectedRow):
	pass
