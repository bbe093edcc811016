"""The app's own errors. Each maps to an HTTP status, so that REST callers can tell them apart."""

from typing import NoReturn

import frappe


class MentoringError(frappe.ValidationError):
	"""A rule of mentoring is broken; the message names the field and what to do."""


class AlreadyOpenError(MentoringError):
	"""The pupil has an open nomination, case or plan already."""

	http_status_code = 409


class MentorUnavailableError(MentoringError):
	"""The mentor is full, away or not cleared."""


class FourEyesError(MentoringError):
	"""Whoever wrote or sent a plan tries to approve it."""

	http_status_code = 403


class LockedTextError(MentoringError):
	"""Text that has been sent, approved or agreed is being changed."""


class WorkflowSetupError(MentoringError):
	"""No workflow state stands for what has to happen next: an admin has to mend the workflow."""


class VerbNotTakenError(MentoringError):
	"""An address is asked for by an HTTP method that it does not take."""

	http_status_code = 405


class LinkNotValidError(MentoringError):
	"""A secret address is forged, has ended, was answered or was taken back."""

	http_status_code = 410


class TooOftenError(MentoringError):
	"""A user calls an endpoint more often than people do."""

	http_status_code = 429


class SentTwiceAtOnceError(MentoringError):
	"""The same request is being worked on; sent again it gets the same answer."""

	http_status_code = 409


class DatabaseBusyError(MentoringError):
	"""Others were writing the same records; nothing was kept, and the same may be sent again."""

	http_status_code = 409


class NotNowError(MentoringError):
	"""What this needs beside the database is away; the same may be sent again later."""

	http_status_code = 503


class NoRoomError(MentoringError):
	"""The server has no room for a file."""

	http_status_code = 507


class KeyUsedOtherwiseError(MentoringError):
	"""An idempotency key came before, with another method or other arguments, or is none."""

	http_status_code = 422


def refuse(
	message: str, error: type[Exception] = MentoringError, field: str | None = None, record: str | None = None
) -> NoReturn:
	"""Raise ``error``, and say in REST's error body which field and which record it is about."""
	frappe.flags.refused = {"message": message, "field": field, "record": record}
	frappe.throw(message, error)
