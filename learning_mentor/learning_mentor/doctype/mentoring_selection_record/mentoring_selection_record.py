from frappe.model.document import Document

from learning_mentor.data_protection.read_log import ReadLogged


class MentoringSelectionRecord(ReadLogged, Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from learning_mentor.learning_mentor.doctype.mentoring_assessment_snapshot.mentoring_assessment_snapshot import (
			MentoringAssessmentSnapshot,
		)

		assessments: DF.Table[MentoringAssessmentSnapshot]
		attendance_days: DF.Int
		attendance_from: DF.Date | None
		attendance_percent: DF.Percent
		attendance_to: DF.Date | None
		mentor: DF.Link | None
		nomination: DF.Link
		panel_notes: DF.SmallText | None
		pupil_wish: DF.Link | None
		student: DF.Link | None
		student_name: DF.Data | None
		taken_on: DF.Datetime | None
	# end: auto-generated types
