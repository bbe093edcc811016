"""Where the demo may be made."""

import frappe
from frappe import _

from learning_mentor.demo.register import Register
from learning_mentor.exceptions import MentoringError


def check_site(register: Register, force: bool) -> None:
	"""Raise MentoringError on a school's own site, and where masters that the demo needs are missing."""
	others = frappe.db.count("Student", {"name": ["not in", register.names("Student") or [""]]})
	if others and not force:
		frappe.throw(
			_(
				"This site has {0} pupils of its own: use another site, or pass force to add the demo here."
			).format(others),
			MentoringError,
		)
	for doctype in ("Mentoring Need", "Mentoring Strategy"):
		if not frappe.db.exists(doctype, {"disabled": 0}):
			frappe.throw(
				_("{0} is empty: add at least one.").format(_(doctype)),
				MentoringError,
			)
