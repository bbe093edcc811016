from learning_mentor.rows import ProtectedRow


class MentoringScaleBand(ProtectedRow):
	pass
