"""Moving to the next school: asking the family, the pack, and a family's answer."""

from typing import Annotated

import frappe
from frappe.rate_limiter import rate_limit

from learning_mentor import limits, pdf, pupils
from learning_mentor.api.arguments import as_words
from learning_mentor.api.shapes.families import TransitionOfFamily
from learning_mentor.api.shapes.files import JsonFile, PdfFile
from learning_mentor.api.shapes.outreach import HandoverPack
from learning_mentor.outside import links as outside_links
from learning_mentor.rest.idempotency import once_per_key
from learning_mentor.rest.shapes import Shape
from learning_mentor.transition import families as transition_families
from learning_mentor.transition import pack as transition_pack
from learning_mentor.transition import sharing as transition_sharing

HOUR = 60 * 60


@frappe.whitelist(methods=["POST"])
@once_per_key
def ask_family(name: str) -> None:
	"""Show the draft ``name`` to the guardians and ask what may be shared. 403 for others' plans, 417."""
	transition_families.ask(name)


@frappe.whitelist(methods=["GET"])
def pack(name: str) -> HandoverPack:
	"""The handover pack for staff who may read the plan: see `transition_pack.build`. 403, 417."""
	return transition_pack.for_staff(name)


@frappe.whitelist(methods=["GET"])
def pack_pdf(name: str) -> PdfFile:
	"""The same as PDF. 403 for others' plans, 417 when consent covers nothing."""
	pdf.download(transition_pack.as_pdf(transition_pack.for_staff(name)), name)


@frappe.whitelist(methods=["GET"])
def of_family(name: str) -> TransitionOfFamily:
	"""A plan for a guardian of its pupil: see `transition_families.get_plan`. 404 when hidden or missing."""
	return transition_families.get_plan(name)


@frappe.whitelist(methods=["POST"])
@once_per_key
@limits.per_user()
def answer(
	name: str, typed_name: str, sections: Annotated[list | str | None, Shape(list[str])] = None
) -> None:
	"""A guardian says which sections may be shared; none: nothing. 404 when hidden, 417."""
	transition_families.answer(name, typed_name, as_words(sections, "sections"))


@frappe.whitelist(methods=["POST"])
@once_per_key
@limits.per_user()
def withdraw(name: str) -> None:
	"""A guardian takes the consent back. 404 when hidden, 417 when there was none."""
	transition_families.withdraw(name)


@frappe.whitelist(methods=["POST"])
@once_per_key
@limits.per_user()
def withdraw_own() -> None:
	"""The signed-in pupil takes back the consent to their own plan. 404 without one."""
	transition_families.withdraw_of_pupil(pupils.session_student())


@frappe.whitelist(methods=["POST"])
@once_per_key
def new_link(name: str) -> None:
	"""Mail the next school a new link, which ends the earlier ones. 403, 417 when the plan is not shared."""
	transition_sharing.send_link_again(name)


@frappe.whitelist(methods=["POST"], allow_guest=True)
@rate_limit(limit=outside_links.tries_per_hour, seconds=HOUR)
def confirm_receipt(key: str, name: str) -> None:
	"""The next school has the pack; ``name`` says who. 410 for a link that does not work, 417."""
	transition_sharing.confirm_receipt(key, name)


@frappe.whitelist(methods=["POST"], allow_guest=True)
@rate_limit(limit=outside_links.tries_per_hour, seconds=HOUR)
def ask(key: str, question: str) -> None:
	"""The next school's one question. 410 for a link that does not work, 417 without words or twice."""
	transition_sharing.ask(key, question)


@frappe.whitelist(methods=["POST"], allow_guest=True)
@rate_limit(limit=outside_links.tries_per_hour, seconds=HOUR)
def pack_of_link(key: str) -> JsonFile:
	"""The pack behind a link as JSON to save, by the schema of docs/handover-pack.schema.json. 410."""
	content = transition_pack.as_json(transition_sharing.take_pack(key))
	answer = {"filename": "handover.json", "filecontent": content, "type": "download"}
	frappe.local.response.update({**answer, "content_type": "application/json"})


@frappe.whitelist(methods=["POST"], allow_guest=True)
@rate_limit(limit=outside_links.tries_per_hour, seconds=HOUR)
def pdf_of_link(key: str) -> PdfFile:
	"""The pack behind a link as PDF to save. 410 for a link that does not work."""
	pack = transition_sharing.take_pack(key)
	pdf.download(transition_pack.as_pdf(pack), "handover")
