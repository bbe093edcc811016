import frappe
from frappe import _

from learning_mentor.append_only import AppendOnly
from learning_mentor.exceptions import LockedTextError


class MentoringKeptTotal(AppendOnly):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		academic_year: DF.Data | None
		key: DF.Data | None
		minutes: DF.Int
		need: DF.Data | None
		pupils: DF.Int
		school: DF.Link | None
		sessions: DF.Int
		setting: DF.Data | None
	# end: auto-generated types

	def validate(self) -> None:
		if not self.flags.written_by_code:
			frappe.throw(_("Totals are written by disposal alone."), LockedTextError)
