from learning_mentor.rows import ProtectedRow


class MentoringReferralReply(ProtectedRow):
	pass
