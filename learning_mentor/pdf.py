"""PDFs of our own pages.

By WeasyPrint, which comes with Frappe: `frappe.utils.pdf.get_pdf` needs a program that Frappe does not bring
along, and fetches what a page links to. Our pages link to nothing.
"""

import frappe
from frappe import _

from learning_mentor.exceptions import MentoringError

TEMPLATES = "learning_mentor/templates/pdf"


def from_template(name: str, values: dict) -> bytes:
	"""The PDF of ``templates/pdf/<name>.html`` with these values; whoever calls has checked who may read."""
	from weasyprint import HTML  # takes a second to load, and is needed for PDFs alone

	html = frappe.render_template(f"{TEMPLATES}/{name}.html", values)
	return HTML(string=html, url_fetcher=_fetch_nothing).write_pdf()


def _fetch_nothing(address: str, *args, **kwargs) -> dict:
	"""Texts that people typed must not make the server open an address."""
	frappe.throw(_("A page for a PDF must not link to anything."), MentoringError)
