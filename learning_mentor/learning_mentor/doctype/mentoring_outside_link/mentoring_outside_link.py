from learning_mentor.case_record import CaseRecord, add_index, index_access_key
from learning_mentor.outside.links import refuse_other_writers

DOCTYPE = "Mentoring Outside Link"


class MentoringOutsideLink(CaseRecord):
	on_closed_case = True

	def validate(self) -> None:
		refuse_other_writers(self)


def on_doctype_update() -> None:
	index_access_key(DOCTYPE)
	add_index(DOCTYPE, "reference_doctype", "reference_name")
