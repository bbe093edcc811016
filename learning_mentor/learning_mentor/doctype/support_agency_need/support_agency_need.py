from learning_mentor.rows import ProtectedRow


class SupportAgencyNeed(ProtectedRow):
	pass
