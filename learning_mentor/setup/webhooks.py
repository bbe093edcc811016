"""Webhooks for each change of state, made disabled: an admin gives the address and turns them on.

They tell that a record was made, or that its status has changed: record type, name, status and moment, and
nothing about a pupil. Whoever receives one reads the record with a key of their own, if it is theirs to read.
Frappe sends them after the commit, signed with the secret of the webhook.
"""

import frappe

from learning_mentor.permissions import RULES

ADDRESS = "https://integration.example/learning-mentor"
CREATED, CHANGED = "created", "changed"

# event -> (Frappe's event, condition); a change of state: another status than before
EVENTS = {
	CREATED: ("after_insert", None),
	CHANGED: (
		"on_change",
		"doc.get_doc_before_save() and doc.get_doc_before_save().status != doc.status",
	),
}
BODY = """{
 "event": "%s",
 "doctype": {{ doc.doctype | tojson }},
 "name": {{ doc.name | tojson }},
 "status": {{ doc.status | tojson }},
 "modified": {{ doc.modified | string | tojson }}
}"""


def followed() -> list[str]:
	"""Record types with a status, but for those whose very existence is confidential."""
	return [
		doctype
		for doctype, rule in RULES.items()
		if not rule.asks_everybody and frappe.get_meta(doctype).has_field("status")
	]


def add_webhooks() -> None:
	"""Make those that are absent; what an admin has changed stays."""
	for doctype in followed():
		for event in EVENTS:
			if not frappe.db.exists("Webhook", name_of(doctype, event)):
				_make(doctype, event)


def name_of(doctype: str, event: str) -> str:
	return f"{doctype} {event}"


def _make(doctype: str, event: str) -> None:
	frappe_event, condition = EVENTS[event]
	frappe.get_doc(
		{
			"doctype": "Webhook",
			"name": name_of(doctype, event),
			"webhook_doctype": doctype,
			"webhook_docevent": frappe_event,
			"condition": condition,
			"request_url": ADDRESS,
			"request_method": "POST",
			"request_structure": "JSON",
			"webhook_json": BODY % event,
			"webhook_headers": [{"key": "Content-Type", "value": "application/json"}],
			"enable_security": 1,
			"webhook_secret": frappe.generate_hash(length=40),
			"enabled": 0,
		}
	).insert(ignore_permissions=True)  # setup runs before anybody has a role


def remove_webhooks() -> None:
	"""Take away all webhooks on the app's record types, those that admins made too, and their log."""
	for name in frappe.get_all(
		"Webhook", {"webhook_doctype": ["in", list(RULES)]}, pluck="name", order_by="name"
	):
		frappe.db.delete("Webhook Request Log", {"webhook": name})
		frappe.delete_doc("Webhook", name, force=True)
