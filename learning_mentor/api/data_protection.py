"""Data protection: what its officer and the safeguarding leads do beyond saving a record."""

from typing import Annotated

import frappe

from learning_mentor.api.shapes.common import DryRun, Option, Reviewed
from learning_mentor.api.shapes.files import ZipFile
from learning_mentor.data_protection import access_requests, consents, disposal, retention
from learning_mentor.rest.idempotency import once_per_key
from learning_mentor.rest.shapes import Format


@frappe.whitelist(methods=["GET"])
def kinds_of_consent() -> list[str]:
	"""What can be consented to, for the filter of the register."""
	return consents.kinds()


@frappe.whitelist(methods=["GET", "POST"])  # the desk's choice fields ask by POST
def find_pupils(txt: str) -> list[Option]:
	"""Up to ten pupils whose name or number holds ``txt``: ``[{"value", "label"}]``. 403."""
	return access_requests.find_pupils(txt)


@frappe.whitelist(methods=["POST"])
@once_per_key
def review(name: str) -> Reviewed:
	"""Look through the records for an access request. Returns ``{"lines", "undecided"}``. 403, 417."""
	return access_requests.review(name)


@frappe.whitelist(methods=["POST"])
@once_per_key
def accept_proposals(name: str) -> int:
	"""Redact all open lines that have a proposal. Returns their number. 403, 417."""
	return access_requests.accept_proposals(name)


@frappe.whitelist(methods=["POST"])
@once_per_key
def make_pack(name: str) -> str:
	"""Make the pack of an access request. Returns the name of its private File. 403, 417."""
	return access_requests.make_pack(name)


@frappe.whitelist(methods=["POST"])
@once_per_key
def hand_over(name: str, to: str, on: Annotated[str, Format("date")], how: str) -> None:
	"""The pack went out. 403, 417."""
	access_requests.hand_over(name, to, on, how)


@frappe.whitelist(methods=["POST"])
@once_per_key
def take_receipt(name: str, by: str, on: Annotated[str, Format("date")]) -> None:
	"""The receiver has confirmed it. 403, 417."""
	access_requests.take_receipt(name, by, on)


@frappe.whitelist(methods=["POST"])
@once_per_key
def refuse(name: str, reason: str) -> None:
	"""Say no to an access request. 403, 417."""
	access_requests.refuse(name, reason)


@frappe.whitelist(methods=["POST"])
def child_protection_file(name: str) -> ZipFile:
	"""Answer with the safeguarding notes released for a transfer, as a zip. Leads alone: 403, 417."""
	frappe.response.filecontent = access_requests.child_protection_file(name)
	frappe.response.filename = f"{name}-apart.zip"
	frappe.response.type = "download"


@frappe.whitelist(methods=["POST"])
@once_per_key
def sent_apart(name: str, to: str, on: Annotated[str, Format("date")]) -> None:
	"""The child-protection file was sent. 403, 417."""
	access_requests.sent_apart(name, to, on)


@frappe.whitelist(methods=["POST"])
@once_per_key
def receipt_apart(name: str, by: str, on: Annotated[str, Format("date")]) -> None:
	"""The new school's lead has the child-protection file. 403, 417."""
	access_requests.receipt_apart(name, by, on)


@frappe.whitelist(methods=["POST"])
@once_per_key
def hold(case: str, reason: str) -> None:
	"""Keep all records of the case's pupil, whatever the rules say. 403, 417."""
	retention.hold(case, reason)


@frappe.whitelist(methods=["POST"])
@once_per_key
def release_hold(case: str, reason: str) -> None:
	"""End a hold. 403, 417."""
	retention.release(case, reason)


@frappe.whitelist(methods=["POST"])
@once_per_key
def refresh_disposal(name: str) -> None:
	"""Look again what is due. 403, 417."""
	disposal.refresh(name)


@frappe.whitelist(methods=["POST"])
@once_per_key
def dry_run(name: str) -> DryRun:
	"""Dispose and take it back. Returns ``{"records": {type: number}, "traces": number}``. 403, 417."""
	return disposal.dry_run(name)


@frappe.whitelist(methods=["POST"])
@once_per_key
def approve_disposal(name: str) -> None:
	"""Approve what somebody else prepared; the work begins in the background. 403, 417."""
	disposal.approve(name)


@frappe.whitelist(methods=["POST"])
@once_per_key
def resume_disposal(name: str) -> None:
	"""Go on with a disposal that was broken off. 403, 417."""
	disposal.resume(name)


@frappe.whitelist(methods=["POST"])
@once_per_key
def cancel_disposal(name: str) -> None:
	"""Give a disposal up before anything went. 403, 417."""
	disposal.cancel(name)
