"""Frappe's Personal Data Download: the user's own data, for that user alone, and no words about our records.

Frappe collects with no question of rights, hands the file to whoever asked, and takes the user to be asked
about from the web form *request-data*, which any visitor may send.
"""

import json

import frappe
from frappe import _
from frappe.utils import cstr
from frappe.website.doctype.personal_data_download_request.personal_data_download_request import (
	PersonalDataDownloadRequest,
	get_user_data,
)

from learning_mentor.data_protection.traces import QUOTES
from learning_mentor.guards.leads import REFERENCES, ours_of
from learning_mentor.versions import no_objection

ASK_FOR_ANYBODY = ("Administrator", "Guest")  # a guest sees nothing: the link is mailed to the user


class OwnDataAlone(PersonalDataDownloadRequest):
	"""In the place of Frappe's controller: hooks of documents come too late for what it collects."""

	def insert(self, *arguments, **more):
		"""Later versions answer for users that are not there before they come to any hook."""
		check_asker(self.user)
		return super().insert(*arguments, **more)

	def after_insert(self) -> None:
		"""Collected by the job itself: what a job is given stays in Redis, where System Managers read it."""
		method = "generate_file_and_send_mail"
		frappe.enqueue_doc(
			self.doctype, self.name, method, queue="short", enqueue_after_commit=True, personal_data=""
		)

	def generate_file_and_send_mail(self, personal_data: str) -> None:
		super().generate_file_and_send_mail(own_data(self.user))


def check_asker(user: str) -> None:
	"""Raise PermissionError for who asks about others, but for System Managers about strangers to us."""
	asking = frappe.session.user
	if asking in ASK_FOR_ANYBODY or cstr(user).strip().casefold() == asking.casefold():
		return
	if "System Manager" not in frappe.get_roles(asking) or is_kept_of_us(user):
		frappe.throw(
			_("User: you can ask for your own data only. This person has to sign in and ask for theirs."),
			frappe.PermissionError,
		)


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool | None:
	"""Hook: a request, and so the file that hangs on it, is the person's whose data it has."""
	user = user or frappe.session.user
	if user in (doc.user, "Administrator") or not is_kept_of_us(doc.user):
		return no_objection()
	return False


def is_kept_of_us(user: str) -> bool:
	kept = frappe.get_hooks("user_data_fields", app_name="learning_mentor")
	return any(frappe.db.exists(each["doctype"], {each["filter_by"]: user}) for each in kept)


def own_data(user: str) -> str:
	"""What Frappe collects of a user, without what speaks of our records: JSON, record type to rows."""
	data = json.loads(get_user_data(user))
	kept = {
		doctype: [_without_quotes(doctype, row) for row in rows if not _leads_to_ours(doctype, row)]
		for doctype, rows in data.items()
	}
	return json.dumps({doctype: rows for doctype, rows in kept.items() if rows}, indent=2)


def _leads_to_ours(doctype: str, row: dict) -> bool:
	"""Also a comment on a task that is on a record of ours."""
	if doctype not in REFERENCES:
		return False
	kind, name = REFERENCES[doctype]
	return bool(ours_of(row.get(kind), row.get(name)))


def _without_quotes(doctype: str, row: dict) -> dict:
	"""Frappe quotes records in some columns without naming them: mails of mentions, and printed reports."""
	return {**row, **{column: None for column in QUOTES.get(doctype, ()) if column in row}}
