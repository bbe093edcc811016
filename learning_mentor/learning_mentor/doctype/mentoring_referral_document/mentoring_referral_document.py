from learning_mentor.rows import ProtectedRow


class MentoringReferralDocument(ProtectedRow):
	pass
