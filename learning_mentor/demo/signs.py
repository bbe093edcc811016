"""Early signs: what the nightly look finds among pupils whom nobody has nominated; one is dismissed."""

import frappe

from learning_mentor import early_signs
from learning_mentor.demo.acting import acting_as
from learning_mentor.demo.data import address, read
from learning_mentor.demo.register import Register

SIGN = "Mentoring Early Sign"


def find_signs(register: Register) -> None:
	if register.has("signs found"):
		return
	before = set(_names())
	for sign in early_signs.found():
		early_signs.list_pupil(sign)
	for name in _names():
		if name not in before:
			register.put(f"sign {name}", SIGN, name)
	for row in read("school")["signs"]:
		if row.get("dismissed"):
			_dismiss(register.get(f"pupil {row['pupil']}"), row["dismissed"])
	register.mark("signs found")


def _names() -> list[str]:
	return frappe.get_all(SIGN, pluck="name", order_by="name asc")


def _dismiss(student: str, reason: str) -> None:
	"""Nothing to dismiss in the holidays, when no attendance shows anything."""
	if sign := frappe.db.exists(SIGN, {"open_for": student}):
		with acting_as(address("coordinator")):
			early_signs.dismiss(sign, reason)
