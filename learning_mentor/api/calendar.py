"""A person's calendar at a secret address."""

from typing import Annotated

import frappe
from frappe import _
from frappe.rate_limiter import rate_limit
from werkzeug.wrappers import Response

from learning_mentor import limits
from learning_mentor.api.shapes.common import Address
from learning_mentor.calendars import feed as calendar_feed
from learning_mentor.rest.idempotency import once_per_key
from learning_mentor.rest.shapes import File

PER_HOUR = 300


@frappe.whitelist(methods=["POST"])
@limits.per_user()
def make_address() -> Address:
	"""A new secret address for the session user, in place of an earlier one. Returns ``{"address"}``. 403."""
	return {"address": calendar_feed.make_address()}


@frappe.whitelist(methods=["POST"])
@once_per_key
@limits.per_user()
def end_address() -> None:
	"""End the session user's secret address. 403 for guests."""
	calendar_feed.end_address()


@frappe.whitelist(allow_guest=True, methods=["GET"])
@rate_limit(limit=PER_HOUR, seconds=60 * 60)
def feed(token: str = "") -> Annotated[Response, File("text/calendar", missing_as_text=True)]:
	"""The calendar behind a token (text/calendar). 404 alike for unknown, ended and disabled ones."""
	text = calendar_feed.feed(token)
	headers = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}
	if text is None:
		return Response(_("There is no such calendar."), status=404, mimetype="text/plain", headers=headers)
	headers["Content-Disposition"] = "inline; filename=events.ics"
	return Response(text, status=200, mimetype="text/calendar", headers=headers)
