import frappe
from frappe import _
from frappe.model.document import Document

from learning_mentor.exceptions import MentoringError
from learning_mentor.permissions import KnowsItsRow

RESPONSE_TIMES = tuple(
	f"{urgent}{stage}_days" for urgent in ("", "urgent_") for stage in ("acknowledge", "decide", "start")
)


class SupportAgency(KnowsItsRow, Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from learning_mentor.learning_mentor.doctype.support_agency_contact.support_agency_contact import (
			SupportAgencyContact,
		)
		from learning_mentor.learning_mentor.doctype.support_agency_need.support_agency_need import (
			SupportAgencyNeed,
		)

		acknowledge_days: DF.Int
		active: DF.Check
		agency_name: DF.Data
		agency_type: DF.Literal[
			"Social care",
			"Early help",
			"Mental health",
			"Educational psychology",
			"School health",
			"Speech and language",
			"Youth service",
			"Police",
			"Bereavement",
			"Charity",
			"Other",
		]
		area: DF.Data | None
		capacity_note: DF.SmallText | None
		contacts: DF.Table[SupportAgencyContact]
		decide_days: DF.Int
		how_to_refer: DF.SmallText | None
		max_age: DF.Int
		min_age: DF.Int
		needs: DF.Table[SupportAgencyNeed]
		secure_email: DF.Data | None
		start_days: DF.Int
		thresholds: DF.SmallText | None
		urgent_acknowledge_days: DF.Int
		urgent_decide_days: DF.Int
		urgent_start_days: DF.Int
	# end: auto-generated types

	def validate(self) -> None:
		if self.max_age and self.min_age > self.max_age:
			frappe.throw(_("To age must not be less than From age."), MentoringError)
		for fieldname in RESPONSE_TIMES:
			if (self.get(fieldname) or 0) < 1:
				label = _(self.meta.get_label(fieldname))
				frappe.throw(_("{0} must be 1 or more.").format(label), MentoringError)

	def days_for(self, stage: str, urgency: str) -> int:
		"""Working days that the agency has for a stage: acknowledge, decide or start."""
		return self.get(f"urgent_{stage}_days" if urgency == "Urgent" else f"{stage}_days")
