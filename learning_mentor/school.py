"""What people outside read about the school itself."""

import frappe
from frappe import _

from learning_mentor.learning_mentor.doctype.mentoring_settings.mentoring_settings import get_settings


def school_name() -> str:
	"""The school's name: of Mentoring Settings, else the site's own."""
	return (
		get_settings().school_name
		or frappe.db.get_single_value("Website Settings", "app_name")
		or _("The school")
	)
