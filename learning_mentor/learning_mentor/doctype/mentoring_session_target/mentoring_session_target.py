from learning_mentor.rows import ProtectedRow


class MentoringSessionTarget(ProtectedRow):
	pass
