from learning_mentor.rows import ProtectedRow


class MentoringReferralNeed(ProtectedRow):
	pass
