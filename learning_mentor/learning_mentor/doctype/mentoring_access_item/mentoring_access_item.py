from learning_mentor.rows import ProtectedRow


class MentoringAccessItem(ProtectedRow):
	pass
