"""The page that a secret address opens, one for all purposes: a cover that tells nothing, then the record.

Programs that look into mail open addresses too, so the cover comes first, and what is behind it is shown, and
written down as read, once a person asks for it.
"""

from collections.abc import Callable
from typing import NamedTuple

import frappe
from frappe.rate_limiter import rate_limit

from learning_mentor.exceptions import LinkNotValidError
from learning_mentor.outside import links as outside_links
from learning_mentor.referrals import replies
from learning_mentor.school import school_name
from learning_mentor.transition import sharing as transition_sharing


class Purpose(NamedTuple):
	"""What a link of one purpose shows: ``show(doc)`` returns the values of the template."""

	show: Callable[[object], dict]
	template: str


PURPOSES = {
	outside_links.REFERRAL: Purpose(replies.show, "learning_mentor/templates/outside/referral.html"),
	outside_links.HANDOVER: Purpose(
		transition_sharing.show, "learning_mentor/templates/outside/handover.html"
	),
}


@rate_limit(limit=outside_links.tries_per_hour, seconds=60 * 60)
def page(key: str | None = None, show: str | None = None) -> dict:
	"""What the page of a key shows: ``school`` with ``problem``, or with ``purpose`` before it was asked for
	(``show``) and with ``shown`` and ``page_part`` after (Frappe takes ``template`` for the whole page).

	Frappe hands the fields of the request to a function with a rate limit: they are named as in the address.
	"""
	purpose = outside_links.purpose_of(key) or ""
	try:
		opened = outside_links.open_link(key, purpose)
	except LinkNotValidError as refusal:
		frappe.clear_last_message()
		return {"school": school_name(), "problem": str(refusal)}
	return {"school": school_name(), "purpose": purpose, **(_record(opened) if show else {})}


def _record(opened) -> dict:
	kind = PURPOSES[opened.link.purpose]
	shown = kind.show(opened.doc)
	outside_links.record(opened.link, outside_links.READ, ", ".join(shown["sections_shown"]))
	return {"shown": shown, "page_part": kind.template}
