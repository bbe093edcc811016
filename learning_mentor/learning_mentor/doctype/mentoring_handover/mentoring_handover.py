import frappe
from frappe import _
from frappe.utils import now_datetime, today

from learning_mentor import notify
from learning_mentor.case_record import CaseRecord, index_access_key
from learning_mentor.exceptions import LockedTextError, MentoringError
from learning_mentor.notices import kinds
from learning_mentor.permissions import is_coordinator, mentor_keys
from learning_mentor.unique import claim

OPEN = ("Offered", "Question Asked")
SERVER_FIELDS = ("from_mentor", "from_mentor_name", "open_items", "question", "answered_by", "answered_on")


class MentoringHandover(CaseRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		answered_by: DF.Link | None
		answered_on: DF.Datetime | None
		case: DF.Link
		from_mentor: DF.Link | None
		from_mentor_name: DF.Data | None
		mentor: DF.Link | None
		mentor_name: DF.Data | None
		note: DF.SmallText
		open_for: DF.Data | None
		open_items: DF.SmallText | None
		question: DF.SmallText | None
		reply: DF.SmallText | None
		status: DF.Literal["Offered", "Question Asked", "Accepted", "Withdrawn"]
		student: DF.Link | None
		student_name: DF.Data | None
		to_mentor: DF.Link
		to_mentor_name: DF.Data | None
	# end: auto-generated types

	def take_from_case(self) -> None:
		"""The receiving mentor answers without a right to the case; what has ended is not written again."""
		if self.flags.answered_by_receiver:
			return
		before = self.get_doc_before_save()
		if before and before.status not in OPEN:
			self.refuse_ended(before.status)
		super().take_from_case()

	def validate(self) -> None:
		self.keep_answers()
		self.check_receiver()
		self.open_for = self.case if self.status in OPEN else None
		if self.open_for:
			claim(
				self,
				"open_for",
				("Mentoring Case", self.case),
				_("This case is being handed over already: {0}."),
			)

	def after_insert(self) -> None:
		notify.tell([self.receiver()], kinds.HANDOVER_OFFERED, self)

	def on_update(self) -> None:
		before = self.get_doc_before_save()
		if before and self.status in OPEN and self.reply and self.reply != before.reply:
			notify.tell([self.receiver()], kinds.HANDOVER_ANSWERED, self)

	def receiver(self) -> str | None:
		return notify.user_of(self.to_mentor)

	def check_receiver(self) -> None:
		"""An offer goes to another mentor who can take the case now. Accepting asks again."""
		if not self.is_new():
			return
		if self.to_mentor == self.mentor:
			frappe.throw(_("To: choose another mentor."), MentoringError)
		receiver = frappe.get_doc("Mentor Profile", self.to_mentor)
		receiver.check_can_take_case()
		self.to_mentor_name = receiver.mentor_name

	def keep_answers(self) -> None:
		"""Status and question come from the answers of the mentors alone."""
		if self.flags.answer:
			self.update(self.flags.answer)
			return
		if self.is_new():
			self.update({field: None for field in SERVER_FIELDS})
			self.update(
				{
					"status": "Offered",
					"from_mentor": self.mentor,
					"from_mentor_name": self.mentor_name,
					"open_items": open_items(self.case),
				}
			)
			return
		before = self.get_doc_before_save()
		for fieldname in ("status", "to_mentor_name", *SERVER_FIELDS):
			self.set(fieldname, before.get(fieldname))

	@frappe.whitelist(methods=["POST"])
	def accept(self) -> None:
		"""Take the case over: its records move to the receiving mentor with this. Receiving mentor only."""
		doc = self._locked_for_receiver()
		case = frappe.get_doc("Mentoring Case", doc.case, for_update=True)
		doc.check_offer_stands(case)
		doc._answer({"status": "Accepted", "answered_by": frappe.session.user, "answered_on": now_datetime()})
		case.flags.ignore_permissions = True  # the offer came from whoever may write the case
		case.mentor = doc.to_mentor
		case.save()

	@frappe.whitelist(methods=["POST"])
	def ask(self, question: str) -> None:
		"""Ask the mentor who gives before accepting. Receiving mentor only."""
		if not (question or "").strip():
			frappe.throw(_("Question is missing: write what you need to know."), MentoringError)
		doc = self._locked_for_receiver()
		doc._answer({"status": "Question Asked", "question": question, "reply": None})
		notify.tell([doc.owner], kinds.HANDOVER_QUESTION, doc)

	@frappe.whitelist(methods=["POST"])
	def withdraw(self) -> None:
		"""Take the offer back. Whoever may write the case."""
		doc = frappe.get_doc(self.doctype, self.name, for_update=True)
		frappe.get_doc("Mentoring Case", doc.case).check_permission("write")
		doc.check_is_open()
		doc.flags.answer = {"status": "Withdrawn"}
		doc.save()

	def _locked_for_receiver(self):
		frappe.db.get_value(
			"Mentoring Case", self.case, "name", for_update=True
		)  # first, as a new offer does
		doc = frappe.get_doc(self.doctype, self.name, for_update=True)
		# Frappe has asked about what the caller sent: a coordinator's right is to the stored one
		if doc.to_mentor not in mentor_keys() and not (is_coordinator() and doc.has_permission("read")):
			frappe.throw(_("Only the receiving mentor may answer."), frappe.PermissionError)
		doc.check_is_open()
		return doc

	def check_is_open(self) -> None:
		if self.status not in OPEN:
			self.refuse_ended(self.status)

	def refuse_ended(self, status: str) -> None:
		frappe.throw(_("This handover has ended: {0}.").format(_(status)), LockedTextError)

	def check_offer_stands(self, case) -> None:
		"""The case is still open, and still with the mentor who offered it."""
		if case.status == "Closed":
			frappe.throw(_("Case {0} is closed: reopen it first.").format(case.name), MentoringError)
		if case.mentor != self.from_mentor:
			frappe.throw(
				_("The case has another mentor by now: ask for a new handover."),
				MentoringError,
			)

	def _answer(self, answer: dict) -> None:
		self.flags.answer = answer
		self.flags.answered_by_receiver = True
		self.flags.ignore_permissions = True  # `_locked_for_receiver` has checked the right
		self.save()


def open_items(case: str) -> str:
	"""What is open in a case, a line each, for the next mentor."""
	lines = []
	for plan in frappe.get_all(
		"Mentoring Action Plan",
		filters={"case": case, "status": ["not in", ("Completed", "Cancelled")]},
		fields=["name", "status", "review_date"],
		order_by="creation asc",
	):
		lines.append(
			_("Action plan {0}: {1}, review on {2}").format(
				plan.name, _(plan.status), plan.review_date or "-"
			)
		)
	planned = frappe.db.count(
		"Mentoring Session", {"case": case, "status": "Planned", "starts_on": [">=", today()]}
	)
	asked = frappe.db.count("Mentoring Check-in", {"case": case, "status": "Asked"})
	lines += [_("Sessions planned: {0}").format(planned), _("Check-ins asked for: {0}").format(asked)]
	return "\n".join(lines)


def on_doctype_update() -> None:
	index_access_key("Mentoring Handover")
