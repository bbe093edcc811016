"""Webhooks and notifications are tried on whatever record they are told, whoever may read it."""

import re
from collections.abc import Iterator

import frappe

from learning_mentor.guards.joins import words
from learning_mentor.guards.readers import our_doctype, require_read

PREVIEW = re.compile(r"(?:generate_)?preview")
TRIED = {"Webhook": "webhook_doctype", "Notification": "document_type"}
LONGEST_RECORD = 140  # of its name


def check() -> None:
	"""Raise PermissionError for a preview that names a record of ours which its user may not read."""
	asked, request = frappe.local.form_dict or {}, getattr(frappe.local, "request", None)
	named = (asked.get("method"), asked.get("run_method"), request and request.path.rpartition("/method/")[2])
	if not any(isinstance(each, str) and PREVIEW.match(each) for each in named):
		return
	told = {word.strip() for word in (*words(asked), *(request.path.split("/") if request else ()))}
	names = sorted(word for word in told if word and len(word) <= LONGEST_RECORD)
	for doctype in filter(None, {*map(our_doctype, names), *_tried_on(names)}):
		for name in frappe.get_all(doctype, {"name": ["in", names]}, pluck="name", order_by="name"):
			require_read(doctype, name)


def _tried_on(names: list[str]) -> Iterator[str | None]:
	"""Record types of ours that webhooks and notifications of these names are about."""
	for doctype, field in TRIED.items():
		for about in frappe.get_all(doctype, {"name": ["in", names]}, pluck=field, order_by="name"):
			yield our_doctype(about)
