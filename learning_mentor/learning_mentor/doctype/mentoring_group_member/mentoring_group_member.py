from learning_mentor.rows import ProtectedRow


class MentoringGroupMember(ProtectedRow):
	pass
