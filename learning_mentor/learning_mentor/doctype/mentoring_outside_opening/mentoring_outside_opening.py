from learning_mentor.case_record import CaseRecord, add_index, index_access_key
from learning_mentor.outside.links import refuse_other_writers

DOCTYPE = "Mentoring Outside Opening"


class MentoringOutsideOpening(CaseRecord):
	on_closed_case = True

	def validate(self) -> None:
		refuse_other_writers(self)


def on_doctype_update() -> None:
	index_access_key(DOCTYPE)
	add_index(DOCTYPE, "link", "happened_on")
