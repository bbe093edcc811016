"""What open browsers are told of comments and mails about records of ours: that there is news, no word of it.

Frappe sends both as a whole to every browser that once joined the record's room. The right is asked for when
a browser joins, and not again when it has ended. So a form is told to ask anew, with the right of its user.
"""

import frappe

from learning_mentor.guards.readers import our_doctype

WHOLE, NEWS = "docinfo_update", "mentoring_docinfo"


def keep_words_back(doc, method: str | None = None) -> None:
	"""Hook of Comment and Communication, with each change: what waits for the commit is looked at then.

	Frappe has no hook of its own between a message and its sending, and some it makes after the document's.
	"""
	if our_doctype(doc.reference_doctype):
		frappe.db.before_commit.add(_tell_of_news)


def _tell_of_news() -> None:
	waiting = getattr(frappe.local, "_realtime_log", None) or []
	about = {record for each in waiting if (record := _record_of(*each[:2]))}
	waiting[:] = [each for each in waiting if not _record_of(*each[:2])]
	for doctype, name in sorted(about):
		told = {"doctype": doctype, "name": name}
		frappe.publish_realtime(NEWS, told, doctype=doctype, docname=name, after_commit=True)


def _record_of(event: str, message: dict) -> tuple[str, str] | None:
	"""The record of ours that a message tells words about; None for other messages."""
	if event != WHOLE:
		return None
	doc = message.get("doc") or {}
	doctype, name = our_doctype(doc.get("reference_doctype")), doc.get("reference_name")
	return (doctype, str(name)) if doctype and name else None
