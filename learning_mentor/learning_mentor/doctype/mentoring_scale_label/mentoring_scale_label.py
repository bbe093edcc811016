from learning_mentor.rows import ProtectedRow


class MentoringScaleLabel(ProtectedRow):
	pass
