from learning_mentor.rows import ProtectedRow


class SupportAgencyContact(ProtectedRow):
	pass
