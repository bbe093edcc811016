from learning_mentor.rows import ProtectedRow


class MentoringReferralSection(ProtectedRow):
	pass
