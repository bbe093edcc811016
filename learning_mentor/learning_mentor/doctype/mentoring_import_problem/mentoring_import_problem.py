from learning_mentor.rows import ProtectedRow


class MentoringImportProblem(ProtectedRow):
	pass
