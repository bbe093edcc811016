"""Our fields on Frappe's own record types, as data for install and uninstall."""

import frappe
from frappe.custom.doctype.custom_field.custom_field import create_custom_fields

from learning_mentor.notices.choices import OWN_CHOICE
from learning_mentor.notices.kinds import DIGEST, IMMEDIATE
from learning_mentor.translatable import N_

OWN_FIELDS = {
	"Notification Settings": [
		{
			"fieldname": OWN_CHOICE,
			"fieldtype": "Select",
			"label": N_("Mails about mentoring"),
			"options": f"\n{DIGEST}\n{IMMEDIATE}",
			"insert_after": "enable_email_notifications",
			"depends_on": "enable_email_notifications",
			"description": N_("Empty: as the school has chosen. Digest: one mail a day."),
			"module": "Learning Mentor",
		}
	]
}


def add_own_fields() -> None:
	create_custom_fields(OWN_FIELDS, ignore_validate=True, update=False)


def remove_own_fields() -> None:
	remove_fields(OWN_FIELDS)


def remove_fields(of_doctypes: dict[str, list[dict]]) -> None:
	"""Take fields away with what people chose in them."""
	for doctype, fields in of_doctypes.items():
		for field in fields:
			name = f"{doctype}-{field['fieldname']}"
			frappe.delete_doc("Custom Field", name, force=True, ignore_missing=True, delete_permanently=True)
			if frappe.db.has_column(doctype, field["fieldname"]):
				frappe.db.sql_ddl(f"alter table `tab{doctype}` drop column `{field['fieldname']}`")
		frappe.clear_cache(doctype=doctype)
