"""What may not be made of our records at all, or just for those who may read them. Hooks of documents."""

import frappe
from frappe import _
from frappe.utils import get_fullname

from learning_mentor.exceptions import MentoringError
from learning_mentor.guards.files import claims_hidden_file, may_fetch, private_address
from learning_mentor.guards.leads import REFERENCES
from learning_mentor.guards.readers import (
	OURS,
	may_read,
	our_doctype,
	reads_every_row,
	refuse,
	reported,
	require_read,
)
from learning_mentor.rest.calls import addressed, asked_method

FOLLOWING = (".follow_document", ".update_follow")
ATTACHES = ("Attach", "Attach Image")
WORDS_OF_PEOPLE = ("Comment", "Like")  # other comments are written by Frappe and by the app's own code


def refuse_share(doc, method: str | None = None) -> None:
	"""A share would hold for whoever is no longer, or was never, with the pupil."""
	if our_doctype(doc.share_doctype):
		frappe.throw(
			_("Mentoring records are not shared with people: give the case a mentor or cover instead."),
			frappe.PermissionError,
		)


def refuse_share_key(doc, method: str | None = None) -> None:
	"""A link with a key opens the print of a record to whoever has the link."""
	if our_doctype(doc.reference_doctype):
		frappe.throw(_("Mentoring records are not opened by links with a key."), frappe.PermissionError)


def refuse_follow(doc, method: str | None = None) -> None:
	"""Followers are mailed what changes, whether they may still read it or not."""
	asked = str(asked_method()).endswith(FOLLOWING) or addressed()[0] == doc.doctype
	if asked and our_doctype(doc.ref_doctype):
		frappe.throw(_("Mentoring records cannot be followed by e-mail."), frappe.PermissionError)


def drop_follow(doc, method: str | None = None) -> None:
	"""Frappe follows by itself what some people make, comment or are given: their work goes on without."""
	if our_doctype(doc.ref_doctype):
		frappe.db.delete(doc.doctype, {"name": doc.name})


def refuse_prepared_report(doc, method: str | None = None) -> None:
	"""A prepared result is kept, and asked for by people who see other rows."""
	if reported(doc.get("report_name") or doc.get("ref_report_doctype")):
		frappe.throw(
			_("Reports on mentoring are not prepared in advance: run the report itself."), MentoringError
		)


def refuse_mailed_report(doc, method: str | None = None) -> None:
	"""A report that is mailed runs with the eyes of one user, and goes to anybody."""
	about = _report_about(doc.report)
	if our_doctype(about) or (about in REFERENCES and doc.user != frappe.session.user):
		_refuse_mailing()


def _refuse_mailing() -> None:
	frappe.throw(_("Reports on mentoring are not sent by e-mail: run the report itself."), MentoringError)


def check_report(doc, method: str | None = None) -> None:
	"""A report that is mailed already does not become one of ours, nor of what speaks of ours."""
	if our_doctype(doc.ref_doctype) or doc.ref_doctype in REFERENCES:
		if not doc.is_new() and doc.has_value_changed("ref_doctype"):
			if frappe.db.exists("Auto Email Report", {"report": doc.name}):
				_refuse_mailing()


def _report_about(report: str | None) -> str | None:
	return frappe.db.get_value("Report", report, "ref_doctype") if report else None


def check_web_form(doc, method: str | None = None) -> None:
	if our_doctype(doc.doc_type) and not (doc.login_required and doc.get("apply_document_permissions")):
		frappe.throw(
			_("A web form on mentoring records needs Login Required and Apply Document Permissions."),
			MentoringError,
		)
	for field in doc.web_form_fields:
		if our_doctype(field.options) and field.get("allow_read_on_all_link_options"):
			frappe.throw(
				_("{0}: Allow Read On All Link Options cannot be used for mentoring records.").format(
					frappe.bold(field.label or field.fieldname)
				),
				MentoringError,
			)


def check_task(doc, method: str | None = None) -> None:
	"""A task about our records is given by and to people who may read them."""
	if not (doctype := our_doctype(doc.reference_type)):
		return
	if not may_read(doctype, doc.reference_name):
		refuse()
	is_given = (
		doc.is_new() or doc.has_value_changed("allocated_to") or doc.has_value_changed("reference_name")
	)
	if is_given and doc.allocated_to and not may_read(doctype, doc.reference_name, doc.allocated_to):
		frappe.throw(
			_("{0} may not see this record: assign it to its mentor or a coordinator.").format(
				frappe.bold(get_fullname(doc.allocated_to))
			),
			frappe.PermissionError,
		)


def check_comment(doc, method: str | None = None) -> None:
	"""Comments are written by readers, in their own name."""
	doctype = our_doctype(doc.reference_doctype)
	if not doctype or doc.comment_type not in WORDS_OF_PEOPLE:
		return
	require_read(doctype, doc.reference_name)
	if doc.is_new():
		doc.update({"comment_email": frappe.session.user, "comment_by": get_fullname(frappe.session.user)})


def check_file(doc, method: str | None = None) -> None:
	"""Files of our records are private. Who may name the address of one: `references.has_permission`."""
	if doc.is_folder:
		return
	if our_doctype(doc.attached_to_doctype) and not doc.is_private:
		frappe.throw(_("Files of mentoring records have to be private: tick Is Private."), MentoringError)
	if not doc.is_new() and doc.has_value_changed("file_url") and claims_hidden_file(doc):
		refuse()


def check_attached(doc, method: str | None = None) -> None:
	"""For each address in a field that attaches Frappe makes a row of the writer's own, past all rights."""
	for field in doc.meta.fields:
		address = doc.get(field.fieldname) if field.fieldtype in ATTACHES else None
		if address and doc.has_value_changed(field.fieldname) and _is_private(str(address)):
			if not may_fetch(private_address(address)):
				refuse()


def _is_private(address: str) -> bool:
	"""Or spelt so that it may lead anywhere."""
	return not address.startswith("/files/") or ".." in address or "%" in address


def keep_off_timelines(doc, method: str | None = None) -> None:
	"""Frappe shows an e-mail on the pages of all whom its addresses belong to, as on the pupil's."""
	if our_doctype(doc.reference_doctype):
		doc.set("timeline_links", [])


def keep_words_back(doc, method: str | None = None) -> None:
	"""Whoever a comment names gets all of it as notice and mail, and would keep them past their right."""
	if our_doctype(doc.document_type):
		doc.email_content = None


def check_import(doc, method: str | None = None) -> None:
	"""Imports of records about pupils run for those who see every row of them alone."""
	if (doctype := our_doctype(doc.reference_doctype)) and not reads_every_row(doctype):
		refuse()


def remove_older_ways() -> None:
	"""Shares, keys and followers that were made before the guards refused them. For migrations."""
	ours = ["in", OURS]
	frappe.db.delete("DocShare", {"share_doctype": ours})
	frappe.db.delete("Document Share Key", {"reference_doctype": ours})
	frappe.db.delete("Document Follow", {"ref_doctype": ours})


NEWS = dict.fromkeys(("on_change", "on_trash"), "learning_mentor.guards.news.keep_words_back")
EVENTS = {
	"*": dict.fromkeys(("validate", "before_update_after_submit"), f"{__name__}.check_attached"),
	"Auto Email Report": {"validate": f"{__name__}.refuse_mailed_report"},
	"Auto Repeat": {"validate": "learning_mentor.guards.templates.check_auto_repeat"},
	"Comment": {"validate": f"{__name__}.check_comment", **NEWS},
	"Custom DocPerm": {"on_update": "learning_mentor.guards.readers.forget_roles"},
	"Dashboard Chart": {"validate": "learning_mentor.guards.parents.check_card"},
	"Data Import": {"validate": f"{__name__}.check_import"},
	"DocShare": {"validate": f"{__name__}.refuse_share"},
	"DocType": {"on_update": "learning_mentor.guards.readers.forget_roles"},
	"Document Follow": {"validate": f"{__name__}.refuse_follow", "after_insert": f"{__name__}.drop_follow"},
	"Document Share Key": {"validate": f"{__name__}.refuse_share_key"},
	"Error Log": {"before_insert": "learning_mentor.guards.error_log.keep_values_out"},
	"Kanban Board": {"validate": "learning_mentor.guards.boards.keep_no_names"},
	"Number Card": {"validate": "learning_mentor.guards.parents.check_card"},
	"Notification Log": {"before_insert": f"{__name__}.keep_words_back"},
	"Prepared Report": {"before_insert": f"{__name__}.refuse_prepared_report"},
	"Report": {"validate": f"{__name__}.check_report"},
	"Scheduled Job Log": {"on_change": "learning_mentor.guards.error_log.keep_job_values_out"},
	"ToDo": {"validate": f"{__name__}.check_task"},
	"Web Form": {"validate": f"{__name__}.check_web_form"},
}
