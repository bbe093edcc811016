"""What an agency answers: through its link, or recorded by staff after a call or a letter."""

import frappe
from frappe import _
from frappe.utils import cstr, now_datetime

from learning_mentor import notify
from learning_mentor.exceptions import MentoringError
from learning_mentor.notices import kinds
from learning_mentor.outside import links as outside_links
from learning_mentor.portal import LONGEST_COMMENT, LONGEST_NAME, plain
from learning_mentor.referrals import documents, pack
from learning_mentor.workflow import go_to

ACKNOWLEDGED, ACCEPTED, DECLINED, MORE = "Acknowledged", "Accepted", "Declined", "More Information"
# answer of the agency -> statuses in which it may be given
ANSWERS = {
	ACKNOWLEDGED: ("Sent",),
	ACCEPTED: ("Sent", ACKNOWLEDGED),
	DECLINED: ("Sent", ACKNOWLEDGED),
	MORE: ("Sent", ACKNOWLEDGED),
}
NEEDS_WORDS = (DECLINED, MORE)


def show(referral) -> dict:
	"""What the agency reads through its link: within the scope alone.

	``{"name", "agency", "urgency", "mentor_name", "sent_on", "status", "sections": [{"section", "text"}],
	"documents": [title], "answers": [kind], "sections_shown": [section], "longest_name", "longest_text"}``.
	"""
	sections = pack.sections(referral)
	return {
		**{field: referral.get(field) for field in ("name", "agency", "urgency", "mentor_name", "sent_on")},
		"status": referral.status,
		"sections": sections,
		"documents": [row.title for row in pack.shared_documents(referral)],
		"answers": [kind for kind, statuses in ANSWERS.items() if referral.status in statuses],
		"sections_shown": [row["section"] for row in sections],
		"longest_name": LONGEST_NAME,
		"longest_text": LONGEST_COMMENT,
	}


def take(key: str, kind: str, name: str, text: str | None = None) -> None:
	"""The agency's answer through its link: see `ANSWERS`. All but an acknowledgement use the link up.

	Raises LinkNotValidError; MentoringError for an answer that does not fit or lacks name or words.
	"""
	opened = outside_links.open_link(key, outside_links.REFERRAL, lock=True)
	referral = opened.doc
	if kind not in ANSWERS or referral.status not in ANSWERS[kind]:
		frappe.throw(_("This answer does not fit: the referral has been answered already."), MentoringError)
	name, text = plain(name, LONGEST_NAME), plain(text, LONGEST_COMMENT)
	if not name:
		frappe.throw(_("Your name is missing: please say who answers."), MentoringError)
	_check_words(kind, text)
	referral.flags.ignore_permissions = True  # the agency has no account: its key has been checked
	referral.flags.reply = {"from_name": name, "reply_text": text, "link": opened.link.name}
	go_to(referral, kind)
	outside_links.record(opened.link, outside_links.ANSWERED, _(kind))
	if kind != ACKNOWLEDGED:
		outside_links.use_up(opened.link)


def _check_words(kind: str, text: str) -> None:
	if kind in NEEDS_WORDS and not text:
		frappe.throw(
			_("Your words are missing: please say why, or what you would like to know."), MentoringError
		)


def take_step(referral) -> None:
	"""Write down the answer that this save takes; staff record theirs in Answer to record."""
	from learning_mentor.referrals.sending import due

	reply = referral.flags.reply
	if not reply:
		reply = {"reply_text": cstr(referral.agency_reply).strip(), "recorded_by": frappe.session.user}
		_check_words(referral.status, reply["reply_text"])
		referral.agency_reply = None
	referral.append("replies", {"kind": referral.status, "arrived_on": now_datetime(), **reply})
	referral.chasers, referral.last_chased_on = 0, None
	if referral.status == ACCEPTED:
		referral.start_by = due(referral, "start")


def tell(referral) -> None:
	"""Tell the mentor of an answer that came through the link; end links that nobody may answer any more."""
	if referral.has_moved_to(*ANSWERS) and referral.flags.reply:
		mentor = notify.user_of(referral.mentor)
		notify.tell([mentor], kinds.REFERRAL_ANSWERED, referral, _(referral.status))
	if referral.has_moved_to(ACCEPTED, DECLINED, MORE, "Closed") and not referral.flags.reply:
		outside_links.revoke_all(referral)


def document(key: str, number: int) -> tuple[str, bytes]:
	"""Name and bytes of a document that the link shows, by its place from 1. It is written down as taken."""
	opened = outside_links.open_link(key, outside_links.REFERRAL)
	shared = pack.shared_documents(opened.doc)
	if not 1 <= number <= len(shared):
		frappe.throw(_("There is no such document."), frappe.DoesNotExistError)
	row = shared[number - 1]
	outside_links.record(opened.link, outside_links.DOCUMENT_TAKEN, row.title)
	return documents.content(opened.doc, row)
