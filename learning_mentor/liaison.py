"""Contacts with others about a pupil: logged from e-mails, and the next one remembered."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import add_days, getdate, strip_html

from learning_mentor import notify
from learning_mentor.job_marks import claim_once, not_done
from learning_mentor.learning_mentor.doctype.mentoring_liaison.mentoring_liaison import DOCTYPE
from learning_mentor.notices import kinds
from learning_mentor.scheduled import each_alone

LONGEST_SUMMARY = 5000


def take_email(doc, method: str | None = None) -> None:
	"""Hook of Communication: an e-mail to or from an open case is logged once as liaison with others."""
	if (doc.communication_type, doc.communication_medium) != ("Communication", "Email"):
		return
	if doc.reference_doctype != "Mentoring Case" or frappe.db.exists(DOCTYPE, {"communication": doc.name}):
		return
	if frappe.db.get_value("Mentoring Case", doc.reference_name, "status") in (None, "Closed"):
		return
	liaison = frappe.get_doc(
		{
			"doctype": DOCTYPE,
			"case": doc.reference_name,
			"party": "Other",
			"channel": "E-mail",
			"contacted_on": min(filter(None, (doc.communication_date, doc.creation)), key=str),
			"people": ", ".join(filter(None, (doc.sender, doc.recipients)))[:500],
			"summary": strip_html(doc.content or "").strip()[:LONGEST_SUMMARY] or _("E-mail without text"),
			"communication": doc.name,
		}
	)
	liaison.flags.from_email = True
	liaison.insert(ignore_permissions=True)  # mail arrives without a user; it was sent to this very case


def due(day: date) -> list[frappe._dict]:
	"""Contacts of the last two weeks that nobody has been reminded of: ``name, mentor, next_contact_on``."""
	liaison = frappe.qb.DocType(DOCTYPE)
	query = (
		frappe.qb.from_(liaison)
		.select(liaison.name, liaison.mentor, liaison.next_contact_on)
		.where(liaison.next_contact_on.between(add_days(day, -14), day))
	)
	mark = ("liaison ", liaison.name, " ", liaison.next_contact_on)
	return not_done(query, *mark, order=("next_contact_on", "name"))


def remind(day: date | None = None) -> None:
	"""Remind mentors of contacts that come due by ``day`` (default: today), each once."""
	each_alone(due(getdate(day)), remind_of, "Contact {0.name}")


def remind_of(row: frappe._dict) -> bool:
	"""Remind of one, in the caller's transaction. Returns whether nobody had."""
	if not claim_once(f"liaison {row.name} {row.next_contact_on}"):
		return False
	user = notify.user_of(row.mentor)
	notify.tell([user], kinds.LIAISON_DUE, frappe._dict(doctype=DOCTYPE, name=row.name))
	return True
