from learning_mentor.rows import ProtectedRow


class MentoringSafeguardingReader(ProtectedRow):
	pass
