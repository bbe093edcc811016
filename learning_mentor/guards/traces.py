"""Methods that leave a trace on a record (a like, a tag, a task) or take files, and ask for no right."""

import frappe

from learning_mentor.guards.files import may_take
from learning_mentor.guards.leads import ours_of
from learning_mentor.guards.methods import guards
from learning_mentor.guards.readers import listed, may_read, our_doctype, refuse, require_read


def _each_read(doctype, names) -> None:
	if doctype := our_doctype(doctype):
		for name in names:
			require_read(doctype, name)


@guards("frappe.desk.like.toggle_like")
def toggle_like(asked, ask):
	_each_read(asked.doctype, [asked.name])
	return ask()


@guards("frappe.desk.doctype.tag.tag.add_tag")
def add_tag(asked, ask):
	_each_read(asked.dt, [asked.dn])
	return ask()


@guards("frappe.desk.doctype.tag.tag.add_tags")
def add_tags(asked, ask):
	_each_read(asked.dt, frappe.parse_json(asked.docs or "[]"))
	return ask()


@guards("frappe.desk.doctype.tag.tag.remove_tag")
def remove_tag(asked, ask):
	_each_read(asked.dt, [asked.dn])
	return ask()


@guards("frappe.desk.doctype.tag.tag.get_tagged_docs")
def get_tagged_docs(asked, ask):
	if not (doctype := our_doctype(asked.doctype)):
		return ask()
	return [(name,) for name in listed(doctype, filters={"_user_tags": ["like", f"%{asked.tag or ''}%"]})]


@guards("frappe.desk.form.assign_to.add")
def assign(asked, ask):
	_each_read(asked.doctype, [asked.name])
	return ask()


@guards("frappe.desk.form.assign_to.add_multiple")
def assign_multiple(asked, ask):
	_each_read(asked.doctype, frappe.parse_json(asked.name or "[]"))
	return ask()


@guards("frappe.desk.form.assign_to.remove_multiple", if_there=True)
def unassign_multiple(asked, ask):
	_each_read(asked.doctype, frappe.parse_json(asked.names or "[]"))
	return ask()


@guards("frappe.desk.form.assign_to.remove")
def unassign(asked, ask):
	_each_read(asked.doctype, [asked.name])
	return ask()


@guards("frappe.desk.form.assign_to.close", if_there=True)
def close_task(asked, ask):
	"""Frappe answers with all tasks of a record, and lets the caller leave out the right."""
	_each_read(asked.doctype, [asked.name])
	return ask()


@guards("frappe.email.relink")
def relink(asked, ask):
	"""A mail of a hidden record, moved to one's own, could be read there."""
	_each_read(asked.reference_doctype, [asked.reference_name])
	now = frappe.db.get_value("Communication", asked.name, ["reference_doctype", "reference_name"])
	if now:
		_each_read(now[0], [now[1]])
	return ask()


@guards("frappe.utils.global_search.search")
def global_search(asked, ask):
	"""Frappe finds words of tasks and mails, and asks for no right to the row, nor to what it is about."""
	return [row for row in ask() or [] if _may_show(row["doctype"], row["name"])]


def _may_show(doctype: str, name: str) -> bool:
	ours = ours_of(doctype, name)
	return not ours or may_read(*ours)


def _mails_read_first(names, ask):
	"""Frappe writes to whatever mails it is told: also to all that a filter finds."""
	for name in names if isinstance(names, list) else [names]:
		if not isinstance(name, str | int):
			refuse()
		about = frappe.db.get_value("Communication", name, ["reference_doctype", "reference_name"])
		if about:
			_each_read(about[0], [about[1]])
	return ask()


@guards("frappe.email.inbox.mark_as_closed_open", if_there=True)
def mark_mail(asked, ask):
	return _mails_read_first(asked.communication, ask)


@guards("frappe.email.inbox.move_email", if_there=True)
def move_mail(asked, ask):
	return _mails_read_first(asked.communication, ask)


@guards("frappe.email.inbox.mark_as_trash", if_there=True)
def trash_mail(asked, ask):
	return _mails_read_first(asked.communication, ask)


@guards("frappe.email.inbox.mark_as_spam", if_there=True)
def spam_mail(asked, ask):
	return _mails_read_first(asked.communication, ask)


@guards("frappe.email.inbox.create_email_flag_queue", if_there=True)
def flag_mails(asked, ask):
	return _mails_read_first(frappe.parse_json(asked.names or "[]"), ask)


def _may_take(name) -> None:
	if not may_take(name):
		refuse()


@guards("frappe.core.api.file.unzip_file")
def unzip_file(asked, ask):
	_may_take(asked.name)
	return ask()


@guards("frappe.core.api.file.zip_files")
def zip_files(asked, ask):
	for each in frappe.parse_json(asked.files or "[]"):
		_may_take(each)
	return ask()


@guards(
	"frappe.core.doctype.communication.email.make", "frappe.automation.doctype.auto_repeat.auto_repeat.make"
)
def make_email(asked, ask):
	"""Frappe attaches any file whose name the sender knows."""
	for each in frappe.parse_json(asked.attachments or "[]"):
		_may_take(each)
	return ask()


@guards("frappe.utils.file_manager.add_attachments")
def add_attachments(asked, ask):
	for each in frappe.parse_json(asked.attachments or "[]"):
		_may_take(each)
	return ask()


@guards("frappe.core.doctype.deleted_document.deleted_document.restore")
def restore(asked, ask):
	_may_restore([asked.name])
	return ask()


@guards("frappe.core.doctype.deleted_document.deleted_document.bulk_restore")
def bulk_restore(asked, ask):
	_may_restore(frappe.parse_json(asked.docnames or "[]"))
	return ask()


def _may_restore(names) -> None:
	"""What was deleted belongs to Administrator: nobody else's right to it can be told any more."""
	for name in names:
		if our_doctype(frappe.db.get_value("Deleted Document", name, "deleted_doctype")) and (
			frappe.session.user != "Administrator"
		):
			refuse()
