from learning_mentor.rows import ProtectedRow


class MentoringSkillRating(ProtectedRow):
	pass
