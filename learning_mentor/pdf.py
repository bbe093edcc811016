"""PDFs that the app makes itself, of just what their reader may see.

A Print Format shows a record to whoever may read all of it; these show a part of one, to a family, an agency
or the next school. WeasyPrint comes with Frappe 15 and 16. It runs in this process and fetches nothing.
"""

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import frappe
from frappe.utils import get_url
from weasyprint import HTML

from learning_mentor.school import school_name

PICTURES = "/files/"
TEMPLATE_CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)


def make_pdf(template: str, values: dict) -> bytes:
	"""The PDF of a template under ``templates/pdf``, which knows the values as ``paper``.

	Beside them it has ``school``, and ``letter_head`` and ``footer`` of the site's default letter head.
	"""
	page = frappe.get_template(f"learning_mentor/templates/pdf/{template}.html")
	html = page.render({"school": school_name(), "paper": values, **_letter_head()})
	return HTML(string=html, url_fetcher=_fetch_picture, base_url=get_url()).write_pdf()


def _letter_head() -> dict:
	fields = ["content", "footer"]
	row = frappe.db.get_value("Letter Head", {"is_default": 1, "disabled": 0}, fields, as_dict=True)
	content, footer = (row.content, row.footer) if row else (None, None)
	return {"letter_head": _without_code(content), "footer": _without_code(footer)}


def _without_code(html: str | None) -> str:
	"""Frappe hands a letter head the record that it prints. A reader of ours may not see all of that one, so
	nothing is filled in: as where Frappe prints a report.
	"""
	return TEMPLATE_CODE.sub("", html or "")


def _fetch_picture(address: str, *args, **kwargs) -> dict:
	"""A picture of the letter head: a public file of this site, from disk. Nothing goes over the network."""
	folder = Path(frappe.get_site_path("public", "files")).resolve()
	path = unquote(urlsplit(address).path)
	picture = (folder / path.removeprefix(PICTURES)).resolve()
	if not (address.startswith(get_url(PICTURES)) and picture.is_relative_to(folder) and picture.is_file()):
		raise ValueError("PDFs of the app show no more than public files of the site")
	return {"string": picture.read_bytes()}


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
