from learning_mentor.rows import ProtectedRow


class MentoringAssessmentSnapshot(ProtectedRow):
	pass
