"""The invented school's letter head, so that its papers look like a school's."""

import frappe

from learning_mentor.demo.register import Register
from learning_mentor.demo.settings import SCHOOL

LETTER_HEAD = "Letter Head"
NAME = f"{SCHOOL} (demo)"
CONTENT = f"""
<table style="width: 100%; border-bottom: 2px solid #2f6f6a; margin-bottom: 4px">
	<tr>
		<td style="padding: 0 0 6px; font-size: 18pt; font-weight: bold; color: #2f6f6a; border: 0">
			{SCHOOL}
		</td>
		<td style="padding: 0 0 6px; text-align: right; font-size: 8.5pt; color: #46535f; border: 0">
			1 Mill Lane, Townfield TF1 2AB<br>020 7946 0100 &middot; office@demo.school
		</td>
	</tr>
</table>
"""
FOOTER = f"""<div style="font-size: 8pt; color: #46535f">
	{SCHOOL}. An invented school: nobody in these papers is real.
</div>"""


def add_letter_head(register: Register) -> None:
	"""As the site's default, where it has none."""
	if not frappe.db.exists(LETTER_HEAD, {"is_default": 1}):
		register.once("letter head", LETTER_HEAD, _make)


def _make() -> str:
	"""Saved twice: Frappe takes a new letter head for one with a picture, whatever it says."""
	doc = frappe.get_doc({"doctype": LETTER_HEAD, "letter_head_name": NAME}).insert()
	doc.update(
		{"source": "HTML", "footer_source": "HTML", "content": CONTENT, "footer": FOOTER, "is_default": 1}
	)
	return doc.save().name


def forget(register: Register) -> None:
	"""Frappe keeps the default letter head among the site's defaults too."""
	for name in register.names(LETTER_HEAD):
		frappe.defaults.clear_default("letter_head", name)
		frappe.defaults.clear_default("default_letter_head_content")
