from learning_mentor.rows import ProtectedRow


class MentoringDisposalLine(ProtectedRow):
	pass
