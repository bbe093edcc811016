"""Finishes a new site, run in the sites folder with the bench's own Python: `site_setup.py SITE`.

Leaves the site as the setup wizard would, in English with British formats, with a default outgoing
e-mail account, which Frappe asks for even where e-mail is muted.
"""

import sys

import frappe

WIZARD = {
	"language": "English",
	"country": "United Kingdom",
	"timezone": "Europe/London",
	"currency": "GBP",
}
OUTBOX = {
	"doctype": "Email Account",
	"email_account_name": "Bench Outbox",
	"email_id": "school@example.com",
	"enable_outgoing": 1,
	"default_outgoing": 1,
	"smtp_server": "127.0.0.1",
	"smtp_port": "25",
	"no_smtp_authentication": 1,
}


def finish_setup_wizard() -> None:
	from frappe.desk.page.setup_wizard.setup_wizard import setup_complete

	answer = setup_complete(WIZARD)
	if answer.get("status") != "ok":
		raise SystemExit(f"The setup wizard answered {answer}")


def add_outbox() -> None:
	"""`in_patch` keeps Frappe from calling on the mail server, of which there is none."""
	if frappe.db.exists("Email Account", OUTBOX["email_account_name"]):
		return
	frappe.flags.in_patch = True
	frappe.get_doc(OUTBOX).insert(ignore_permissions=True)


def switch_off_tours() -> None:
	"""Frappe's tour of its own desk would lie over every newcomer's first page."""
	frappe.db.set_single_value("System Settings", "enable_onboarding", 0)


def main(site: str) -> None:
	frappe.init(site=site)
	frappe.connect()
	frappe.set_user("Administrator")
	finish_setup_wizard()
	add_outbox()
	switch_off_tours()
	frappe.db.commit()
	frappe.destroy()


if __name__ == "__main__":
	main(sys.argv[1])
