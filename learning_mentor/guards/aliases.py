"""Other names of guarded methods: Frappe takes a guard by a method's path, and each module that imports the
method has a path of its own to it.
"""

import frappe

from learning_mentor.guards import readers
from learning_mentor.guards.methods import GUARDS, names_of
from learning_mentor.rest.calls import asked_method

OWN = "learning_mentor."
# Frappe leads these old names to its own methods, and `requests` looks at what they hand out
PACKED_FILES = ("frappe.core.doctype.file.file.zip_files", "frappe.core.doctype.file.file.unzip_file")
LED_ON = frozenset((*PACKED_FILES, "frappe.core.doctype.file.file.download_file"))
NAMES_OURS = ("doctype", "dt", "document_type", "reference_doctype", "ref_doctype")


def refuse() -> None:
	"""Raise PermissionError for a guarded method by a name without the guard, about records of ours."""
	path = asked_method()
	if not path or path.startswith(OWN) or path in LED_ON or not _is_about_ours():
		return
	known = frappe.get_hooks("override_whitelisted_methods")
	if path in known:
		return
	if any(each.startswith(GUARDS) for name in names_of(path) for each in known.get(name, ())):
		readers.refuse()


def _is_about_ours() -> bool:
	asked = frappe.local.form_dict or {}
	return any(readers.our_doctype(asked.get(key)) for key in NAMES_OURS)
