from learning_mentor.rows import ProtectedRow


class MentoringPlanReview(ProtectedRow):
	pass
