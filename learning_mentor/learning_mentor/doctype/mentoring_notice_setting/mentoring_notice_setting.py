from learning_mentor.rows import ProtectedRow


class MentoringNoticeSetting(ProtectedRow):
	pass
