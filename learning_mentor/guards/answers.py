"""Methods about one record, named by the caller: they answer alike for records hidden and missing."""

import frappe

from learning_mentor.guards import templates
from learning_mentor.guards.methods import guards
from learning_mentor.guards.readers import (
	is_known,
	listed,
	may_read,
	our_doctype,
	refuse,
	require_read,
)
from learning_mentor.guards.searches import narrowed
from learning_mentor.permissions import PARENTS, directory


@guards("frappe.client.get")
def get(asked, ask):
	"""By filters Frappe fetches the first match before it asks: 403 or 404 then tells what a record holds."""
	if doctype := our_doctype(asked.doctype):
		if not asked.name and asked.filters and not frappe.get_meta(doctype).issingle:
			found = [] if doctype_is_table(doctype) else _first_match(doctype, asked.filters)
			if not found:
				refuse()
			return ask(name=found[0], filters=None)
		require_read(doctype, asked.name or doctype)
	return ask()


def doctype_is_table(doctype: str) -> bool:
	return bool(frappe.get_meta(doctype).istable)


def _first_match(doctype: str, filters) -> list:
	return listed(doctype, filters=frappe.parse_json(filters))


def _read_first(asked, ask):
	if doctype := our_doctype(asked.doctype or asked.dt):
		require_read(doctype, asked.name or asked.docname or asked.doc_name or asked.dn)
	return ask()


@guards("frappe.desk.form.load.getdoc")
def getdoc(asked, ask):
	"""Frappe asks for the right itself, but answers 200 for a record that is missing.

	The desk asks for a record ``new...`` before it shows an empty form: there is none to hide. That what is
	hidden and what is missing say the same, `requests.answer_alike` sees to.
	"""
	doctype = our_doctype(asked.doctype)
	if doctype in PARENTS:
		require_read(doctype, asked.name)
	answer = ask()
	if doctype and not frappe.response.docs and not str(asked.name).startswith("new"):
		refuse()
	return answer


@guards("frappe.website.doctype.web_form.web_form.get_form_data", allow_guest=True)
def get_form_data(asked, ask):
	"""By any form Frappe hands a record of any type to whoever once made it."""
	if doctype := our_doctype(asked.doctype):
		if frappe.db.get_value("Web Form", asked.web_form_name, "doc_type") != doctype:
			refuse()
		if asked.docname:
			require_read(doctype, asked.docname)
	return ask()


@guards("frappe.model.document.unlock_document", if_there=True)
def unlock_document(asked, ask):
	"""Frappe asks for no right."""
	return _read_first(asked, ask)


@guards("frappe.client.get_doc_permissions")
def get_doc_permissions(asked, ask):
	return _read_first(asked, ask)


@guards("frappe.share.get_users")
def get_users(asked, ask):
	return _read_first(asked, ask)


@guards("frappe.client.has_permission")
def has_permission(asked, ask):
	doctype = our_doctype(asked.doctype)
	if doctype and not may_read(doctype, asked.docname):
		return {"has_permission": False}
	return ask()


@guards("frappe.client.validate_link")
def validate_link(asked, ask):
	"""Frappe tells whether any record of a readable doctype exists."""
	if not (doctype := our_doctype(asked.doctype)):
		return ask()
	if is_known(doctype, asked.docname) or may_read(doctype, asked.docname):
		return ask()
	return {"name": None}


@guards("frappe.client.validate_link_and_fetch", if_there=True)
def validate_link_and_fetch(asked, ask):
	return link_and_values(asked, ask)


def link_and_values(asked, ask):
	"""What later versions ask instead: it searches for the link, and reads the values that the form takes."""
	changed = narrowed(asked)
	doctype = our_doctype(asked.doctype)
	if not doctype or may_read(doctype, asked.docname):
		return ask(**changed)
	if not is_known(doctype, asked.docname):
		return {}
	title = frappe.get_meta(doctype).title_field
	fetched = frappe.parse_json(asked.fields_to_fetch or "[]")
	with directory.opened():
		return ask(**changed, fields_to_fetch=[field for field in fetched if field == title])


@guards("frappe.desk.search.get_link_title")
def get_link_title(asked, ask):
	"""Frappe tells any title to anybody."""
	doctype = our_doctype(asked.doctype)
	if not doctype or is_known(doctype, asked.docname) or may_read(doctype, asked.docname):
		return ask()
	return asked.docname


@guards("frappe.client.is_document_amended")
def is_document_amended(asked, ask):
	if not (doctype := our_doctype(asked.doctype)):
		return ask()
	amended = frappe.get_meta(doctype).has_field("amended_from") and listed(
		doctype, filters={"amended_from": asked.docname}
	)
	return amended[0] if amended else False


@guards("frappe.desk.form.utils.get_next")
def get_next(asked, ask):
	"""The next record in the order of a field would tell what the field of a hidden record holds."""
	if doctype := our_doctype(asked.doctype):
		require_read(doctype, asked.value)
	return ask()


@guards("frappe.automation.doctype.auto_repeat.auto_repeat.generate_message_preview")
def generate_message_preview(asked, ask):
	"""Later versions take the record, and its template, from the Auto Repeat that is named."""
	kept = ["reference_doctype", "reference_document"]
	named = asked.name if isinstance(asked.name, str) else None
	stored = named and frappe.db.get_value("Auto Repeat", named, kept)
	for kind, name in filter(None, ((asked.reference_dt, asked.reference_doc), stored)):
		if doctype := our_doctype(kind):
			require_read(doctype, name)
	templates.check(asked.message, asked.subject)
	return ask()


@guards("frappe.social.doctype.energy_point_log.energy_point_log.get_reviews", if_there=True)
def get_reviews(asked, ask):
	return _read_first(asked, ask)


@guards("frappe.desk.form.document_follow.get_follow_users")
def get_follow_users(asked, ask):
	return _read_first(asked, ask)


def _print_read_first(asked, ask):
	"""``doc`` is the doctype where a name is given, and else the document itself."""
	doctype = our_doctype(asked.doc) if asked.name else None
	if doctype:
		require_read(doctype, asked.name)
	return ask()


@guards("frappe.www.printview.get_html_and_style")
def print_html(asked, ask):
	return _print_read_first(asked, ask)


@guards("frappe.www.printview.get_rendered_raw_commands")
def print_raw(asked, ask):
	return _print_read_first(asked, ask)
