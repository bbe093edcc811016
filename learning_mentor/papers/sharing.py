"""Papers that leave the school: no more than somebody consented to."""

from frappe import _

from learning_mentor.learning_mentor.doctype.mentoring_referral.consent import may_be_shared
from learning_mentor.referrals import pack as referral_pack
from learning_mentor.transition import pack as transition_pack


def referral(doc) -> dict:
	"""What the agency reads of a referral, as `learning_mentor.referrals.pack` has it.

	``warning`` says why the paper must not be sent, where that is so.
	"""
	return {**referral_pack.values(doc), "warning": _warning(doc)}


def _warning(doc) -> str | None:
	if not may_be_shared(doc):
		return _("Not to be sent: there is no consent to it.")
	return None if doc.sent_on else _("Not sent yet.")


def handover_pack(plan) -> dict:
	"""What the next school gets, by `learning_mentor.transition.pack`. MentoringError without consent."""
	return transition_pack.build(plan)
