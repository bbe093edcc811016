"""The app's own errors. Each maps to an HTTP status, so that REST callers can tell them apart."""

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


class LinkNotValidError(MentoringError):
	"""A secret address is forged, has ended, was answered or was taken back."""

	http_status_code = 410


class TooOftenError(MentoringError):
	"""A user calls an endpoint more often than people do."""

	http_status_code = 429
