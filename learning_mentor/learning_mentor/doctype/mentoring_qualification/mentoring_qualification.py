from learning_mentor.rows import ProtectedRow


class MentoringQualification(ProtectedRow):
	pass
