from learning_mentor.rows import ProtectedRow


class MentoringConsentEntry(ProtectedRow):
	pass
