"""PDFs that the app makes itself, of just what their reader may see.

A Print Format shows a record to whoever may read all of it; these show a part of one, to a family, an agency
or the next school. WeasyPrint comes with Frappe 15 and 16. It runs in this process and fetches nothing.
"""

import frappe
from weasyprint import HTML

from learning_mentor.school import school_name


def make_pdf(template: str, values: dict) -> bytes:
	"""The PDF of a template under ``templates/pdf`` with these values; ``school`` is among them."""
	page = frappe.get_template(f"learning_mentor/templates/pdf/{template}.html")
	html = page.render({"school": school_name(), **values})
	return HTML(string=html, url_fetcher=_fetch_nothing).write_pdf()


def _fetch_nothing(address: str, *args, **kwargs):
	raise ValueError("PDFs of the app hold all they need")


def attach_pdf(doc, content: bytes, title: str) -> str:
	"""Keep a PDF as a private file of a record. Returns the file's name. ``title`` names no pupil."""
	return (
		frappe.get_doc(
			{
				"doctype": "File",
				"file_name": f"{title}.pdf",
				"attached_to_doctype": doc.doctype,
				"attached_to_name": doc.name,
				"is_private": 1,
				"content": content,
			}
		)
		.insert(ignore_permissions=True)  # made by the code for a record that the caller may write
		.name
	)


def download(content: bytes, title: str) -> None:
	"""Answer the request with a PDF to save."""
	frappe.local.response.update(
		{
			"filename": f"{title}.pdf",
			"filecontent": content,
			"type": "download",
			"content_type": "application/pdf",
		}
	)
