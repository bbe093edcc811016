"""Moving to the next school: asking the family, the pack, and a family's answer."""

import frappe

from learning_mentor import pupils, transition_families, transition_pack


@frappe.whitelist(methods=["POST"])
def ask_family(name: str) -> None:
	"""Show the draft ``name`` to the guardians and ask what may be shared. 403 for others' plans, 417."""
	transition_families.ask(name)


@frappe.whitelist(methods=["GET"])
def pack(name: str) -> dict:
	"""The handover pack for staff who may read the plan: see `transition_pack.build`. 403, 417."""
	return transition_pack.for_staff(name)


@frappe.whitelist(methods=["GET"])
def pack_pdf(name: str) -> None:
	"""The same as PDF. 403 for others' plans, 417 when consent covers nothing."""
	content = transition_pack.as_pdf(transition_pack.for_staff(name))
	frappe.local.response.update(type="pdf", filename=f"{name}.pdf", filecontent=content)


@frappe.whitelist(methods=["GET"])
def of_family(name: str) -> dict:
	"""A plan for a guardian of its pupil: see `transition_families.get_plan`. 404 when hidden or missing."""
	return transition_families.get_plan(name)


@frappe.whitelist(methods=["POST"])
def answer(name: str, typed_name: str, sections: list[str]) -> None:
	"""A guardian says which sections may be shared; none: nothing. 404 when hidden, 417."""
	transition_families.answer(name, typed_name, sections)


@frappe.whitelist(methods=["POST"])
def withdraw(name: str) -> None:
	"""A guardian takes the consent back. 404 when hidden, 417 when there was none."""
	transition_families.withdraw(name)


@frappe.whitelist(methods=["POST"])
def withdraw_own() -> None:
	"""The signed-in pupil takes back the consent to their own plan. 404 without one."""
	transition_families.withdraw_of_pupil(pupils.session_student())
