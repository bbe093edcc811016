from learning_mentor.rows import ProtectedRow


class MentoringAgreement(ProtectedRow):
	pass
