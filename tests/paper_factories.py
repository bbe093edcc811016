"""Printed papers for tests: a record for each, and what Frappe's print shows of it."""

from io import BytesIO

import frappe
from frappe.utils import today
from frappe.www.printview import get_rendered_template
from pypdf import PdfReader
from weasyprint import HTML

from learning_mentor.papers import PAPERS
from tests import event_factories as events
from tests import factories as make
from tests import referral_factories as referrals
from tests import session_factories as daily
from tests import transition_factories as transitions
from tests import visit_factories as visits

PAGE = '<!DOCTYPE html><html lang="{0}" dir="{1}"><body class="print-format">{2}</body></html>'


def formats() -> dict[str, str]:
	"""Print format -> the paper that it prints, of all formats that the app ships."""
	rows = frappe.get_all(
		"Print Format",
		{"module": "Learning Mentor", "standard": "Yes"},
		["name", "html"],
		order_by="name",
	)
	return {row.name: next(paper for paper in PAPERS if f'"{paper}"' in row.html) for row in rows}


def format_of(paper: str):
	name = next(name for name, each in formats().items() if each == paper)
	return frappe.get_doc("Print Format", name)


def html_of(paper: str, doc, **options) -> str:
	"""What Frappe prints of a record as it is in the database."""
	stored = frappe.get_doc(doc.doctype, doc.name)
	return get_rendered_template(stored, print_format=format_of(paper), **options)


def pages_of(html: str, language: str = "en") -> list[str]:
	"""Texts of the pages of a PDF of Frappe's print."""
	direction = "rtl" if language == "ar" else "ltr"
	made = HTML(string=PAGE.format(language, direction, html)).write_pdf()
	return [page.extract_text() for page in PdfReader(BytesIO(made)).pages]


def words_of(paper: str, doc, **options) -> str:
	return " ".join(" ".join(pages_of(html_of(paper, doc, **options))).split())


def records(case) -> dict[str, object]:
	"""Paper -> a record that it can print, all of one pupil or of one mentor."""
	receiver = make.make_mentor()
	plan = make.make_plan(case, status="Active")
	case.reload()
	case.db_set("certificate_words", "I ask in class")
	move = transitions.make_plan(case)
	transitions.agree(move)
	event = events.today_event(frappe.get_doc("Mentor Profile", case.mentor))
	events.register(event, frappe.get_doc("Student", case.student))
	return {
		"plan_for_file": plan,
		"plan_for_home": plan,
		"aims_agreement": case,
		"certificate": case,
		"visit_sheet": visits.plan_visit(case),
		"referral": referrals.make_referral(case, status="Ready"),
		"handover_note": daily.offer_handover(case, receiver),
		"handover_pack": move,
		"event_register": event,
		"group_register": daily.make_group(frappe.get_doc("Mentor Profile", case.mentor), case),
	}


def make_family_case():
	"""A case of a pupil with a family, who has aims and agreed."""
	make.make_coordinator()
	guardian = make.make_portal_guardian()
	return make.make_case(
		make.make_student(guardian),
		aims=[
			{"aim": "I want to ask when I do not understand", "status": "Working On It"},
			{"aim": "Droppedaim", "status": "Set Aside"},
		],
		agreements=[
			{"party": "Pupil", "agreed_name": "Signedpupil", "how": "In person", "agreed_on": today()},
			{
				"party": "Guardian",
				"agreed_name": "Goneguardian",
				"how": "On paper",
				"agreed_on": today(),
				"withdrawn_on": today(),
			},
		],
	)
