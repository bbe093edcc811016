from learning_mentor.rows import ProtectedRow


class MentoringScaleItem(ProtectedRow):
	pass
