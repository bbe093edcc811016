"""Notices about our records held words of comments, for whoever had been named in one."""

import frappe

from learning_mentor.permissions import PARENTS, RULES


def execute() -> None:
	about_ours = {"document_type": ["in", [*RULES, *PARENTS]]}
	frappe.db.set_value("Notification Log", about_ours, "email_content", None, update_modified=False)
