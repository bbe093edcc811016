"""A transition plan on its way to the next school: its link, the receipt, one question, the answer."""

import frappe
from frappe import _
from frappe.utils import cstr, now_datetime

from learning_mentor import notify
from learning_mentor.exceptions import MentoringError
from learning_mentor.learning_mentor.doctype.mentoring_transition_plan import consent
from learning_mentor.notices import kinds
from learning_mentor.outside import links as outside_links
from learning_mentor.portal import LONGEST_COMMENT, LONGEST_NAME, plain
from learning_mentor.school import school_name
from learning_mentor.transition import pack as transition_pack
from learning_mentor.workflow import go_to

TRANSITION_SHARED = kinds.MOVE_SHARED.email_template
TRANSITION_ANSWERED = kinds.MOVE_QUESTION_ANSWERED.email_template
TRANSITION_TAKEN_BACK = kinds.MOVE_TAKEN_BACK.email_template
WITH_SCHOOL = ("Shared", "Received")
HAVE_IT = (*WITH_SCHOOL, "Settled")


def check_can_send() -> None:
	"""Raise MentoringError where no mail can go out: the link is told by mail alone."""
	if not notify.can_send(TRANSITION_SHARED):
		frappe.throw(
			_(
				"No mail can be sent: an admin has to set up an Email Account and the Email Template {0}."
			).format(TRANSITION_SHARED),
			MentoringError,
		)


def follow(plan) -> None:
	"""What a save of the plan means for its link, in the same transaction."""
	if plan.status not in WITH_SCHOOL or consent.obstacle(plan):
		outside_links.revoke_all(plan, outside_links.HANDOVER)
		_tell_taken_back(plan)
	elif plan.has_moved_to("Shared"):
		mail_link(plan, TRANSITION_SHARED)
	elif plan.has_value_changed("answered_on"):
		mail_link(plan, TRANSITION_ANSWERED)


def _tell_taken_back(plan) -> None:
	"""Ask the next school to destroy its copies when the consent to what it has been sent ends."""
	before = plan.get_doc_before_save()
	if before and before.status in HAVE_IT and not consent.obstacle(before) and consent.obstacle(plan):
		values = {"plan": plan.name, "school": school_name()}
		notify.mail([plan.contact_email], TRANSITION_TAKEN_BACK, values)


def mail_link(plan, template: str) -> None:
	"""Mail a new link to the next school, which ends the earlier ones; the mail names no pupil."""
	link = outside_links.make(plan, outside_links.HANDOVER, plan.contact_email)
	notify.mail([plan.contact_email], template, {"link": link, "plan": plan.name, "school": school_name()})


def send_link_again(name: str) -> None:
	"""A new link for the next school. Raises PermissionError for whoever may not write the plan."""
	plan = frappe.get_doc("Mentoring Transition Plan", name, for_update=True)
	plan.check_permission("write")
	if plan.status not in WITH_SCHOOL or consent.obstacle(plan):
		frappe.throw(_("This plan is not shared: no link can be sent."), MentoringError)
	check_can_send()
	mail_link(plan, TRANSITION_SHARED)


def show(plan) -> dict:
	"""What the next school reads through its link: the pack, and what it may answer.

	``{"name", "pack", "sections_shown": [section], "awaits_receipt", "may_ask", "question", "answer",
	"longest_name", "longest_text"}``. Raises LinkNotValidError when consent does not stand.
	"""
	_refuse_without_consent(plan)
	pack = transition_pack.build(plan)
	return {
		"name": plan.name,
		"pack": pack,
		"sections_shown": pack["consent"]["sections"],
		"awaits_receipt": plan.status == "Shared",
		"may_ask": not plan.question,
		"question": plan.question,
		"answer": plan.answer,
		"longest_name": LONGEST_NAME,
		"longest_text": LONGEST_COMMENT,
	}


def _refuse_without_consent(plan) -> None:
	"""Withdrawing ends the links; this holds were one left."""
	if consent.obstacle(plan):
		outside_links.refuse(_("The school has taken this link back. Please ask the school for a new one."))


def confirm_receipt(key: str, name: str) -> None:
	"""The next school has the pack: ``name`` says who. Raises LinkNotValidError, MentoringError."""
	opened = _open(key)
	name = plain(name, LONGEST_NAME)
	if not name:
		frappe.throw(_("Your name is missing: please say who has received it."), MentoringError)
	if opened.doc.status != "Shared":
		frappe.throw(_("The receipt has been confirmed already. Thank you."), MentoringError)
	opened.doc.update({"received_by": name, "received_how": "Link"})
	opened.doc.flags.received_by_link = True
	go_to(opened.doc, "Received")
	_tell_mentor(opened, kinds.MOVE_RECEIVED)


def ask(key: str, question: str) -> None:
	"""One question of the next school about the plan. Raises LinkNotValidError, MentoringError."""
	opened = _open(key)
	question = plain(question, LONGEST_COMMENT)
	if not question:
		frappe.throw(_("Your question is missing: please write it down."), MentoringError)
	if opened.doc.question:
		frappe.throw(_("You have asked a question already: please call the school."), MentoringError)
	opened.doc.flags.set_by_code = {"question": question, "question_on": now_datetime()}
	opened.doc.save()
	_tell_mentor(opened, kinds.MOVE_QUESTION)


def _open(key: str) -> outside_links.Opened:
	opened = outside_links.open_link(key, outside_links.HANDOVER, lock=True)
	_refuse_without_consent(opened.doc)
	opened.doc.flags.ignore_permissions = True  # the next school has no account: its key has been checked
	return opened


def _tell_mentor(opened, notice: kinds.Kind) -> None:
	outside_links.record(opened.link, outside_links.ANSWERED)
	mentor = notify.user_of(opened.doc.mentor)
	notify.tell([mentor], notice, opened.doc)


def take_pack(key: str) -> dict:
	"""The pack behind a link, to be downloaded; it is written down as taken. Raises LinkNotValidError."""
	opened = outside_links.open_link(key, outside_links.HANDOVER)
	_refuse_without_consent(opened.doc)
	pack = transition_pack.build(opened.doc)
	sections = ", ".join(pack["consent"]["sections"])
	outside_links.record(opened.link, outside_links.DOCUMENT_TAKEN, cstr(sections))
	return pack
