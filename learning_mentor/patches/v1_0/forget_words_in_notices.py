"""Notices about our records held words of comments, for whoever had been named in one."""

import frappe

from learning_mentor.guards.readers import OURS


def execute() -> None:
	about_ours = {"document_type": ["in", OURS]}
	frappe.db.set_value("Notification Log", about_ours, "email_content", None, update_modified=False)
