"""Mails of the demo: they are queued, so that they can be looked at, and never leave the site."""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe
from frappe.utils import cint

from learning_mentor.demo.data import DOMAIN, address
from learning_mentor.demo.register import Register

OUTBOX = "Demo School Outbox"


def add_account(register: Register) -> None:
	"""A default outgoing account on the loopback address, where the site has none of its own.

	``in_patch`` keeps Frappe from calling on that mail server, of which there is none.
	"""
	if frappe.db.exists("Email Account", {"enable_outgoing": 1, "default_outgoing": 1}):
		return
	in_patch, frappe.flags.in_patch = frappe.flags.in_patch, True
	try:
		register.once("mail account", "Email Account", _make_account)
	finally:
		frappe.flags.in_patch = in_patch


def _make_account() -> str:
	account = frappe.new_doc("Email Account")
	account.update(
		{
			"email_account_name": OUTBOX,
			"email_id": address("office"),
			"enable_outgoing": 1,
			"default_outgoing": 1,
			"smtp_server": "127.0.0.1",
			"smtp_port": "25",
			"no_smtp_authentication": 1,
		}
	)
	return account.insert().name


@contextmanager
def nothing_sent() -> Iterator[None]:
	"""Mute mails meanwhile, and keep those to the demo's addresses from ever being sent by this site."""
	muted, frappe.flags.mute_emails = frappe.flags.mute_emails, True
	try:
		yield
	finally:
		frappe.flags.mute_emails = muted
		if not cint(frappe.conf.get("mute_emails")):
			_hold_back()


def _hold_back() -> None:
	"""On a site that does send mails: nobody at the demo's addresses is to get one."""
	if names := queued():
		frappe.db.set_value("Email Queue", {"name": ["in", names], "status": "Not Sent"}, "status", "Error")
		frappe.db.commit()


def queued() -> list[str]:
	"""Names of the queued mails to the demo's addresses."""
	return frappe.get_all(
		"Email Queue Recipient",
		filters={"recipient": ["like", f"%{DOMAIN}%"]},
		pluck="parent",
		distinct=True,
		order_by="parent asc",
	)
