from learning_mentor.rows import ProtectedRow


class MentoringScoreChange(ProtectedRow):
	pass
