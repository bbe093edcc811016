"""A person's events for the calendar on their phone, at a secret address that they can renew and end.

The address holds a random token of which just the hash is stored. Whoever has it sees the person's events
and when the person is busy, and nothing about a pupil.
"""

import secrets
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

import frappe
from frappe import _
from frappe.utils import add_days, add_to_date, get_datetime, get_system_timezone, now_datetime

from learning_mentor import guardians
from learning_mentor.calendars.icalendar_text import Entry, calendar
from learning_mentor.events.seats import EVENT, REGISTRATION
from learning_mentor.permissions import is_staff

LINK = "Mentoring Calendar Link"
FEED = "/api/method/learning_mentor.api.calendar.feed"
DAYS_BACK, DAYS_AHEAD = 30, 400
EVENT_FIELDS = ["name", "event_title", "starts_on", "ends_on", "modified", "room", "address", "status"]
PUBLISHED = ("Open", "Full", "Running", "Done", "Cancelled")


def make_address() -> str:
	"""Give the session user a new secret address; one that they had answers no longer. It is shown just now.

	Raises PermissionError for guests.
	"""
	_require_user()
	token = secrets.token_urlsafe(32)
	link = _link_of(frappe.session.user) or frappe.new_doc(LINK)
	link.update(
		{
			"user": frappe.session.user,
			"token_hash": hash_of(token),
			"made_on": now_datetime(),
			"revoked_on": None,
		}
	)
	link.save(ignore_permissions=True)  # everybody has one of their own; the desk gives nobody a right
	return frappe.utils.get_url(f"{FEED}?token={token}")


def end_address() -> None:
	"""End the session user's address. Nothing happens where there is none."""
	_require_user()
	link = _link_of(frappe.session.user)
	if link and not link.revoked_on:
		link.update({"revoked_on": now_datetime(), "token_hash": None})
		link.save(ignore_permissions=True)  # as in `make_address`


def made_on() -> datetime | None:
	"""Since when the session user has an address that answers; None without one."""
	in_force = {"user": frappe.session.user, "revoked_on": ["is", "not set"]}
	return frappe.db.get_value(LINK, in_force, "made_on")


def _require_user() -> None:
	if frappe.session.user == "Guest":
		frappe.throw(_("Sign in to have a calendar of your own."), frappe.PermissionError)


def _link_of(user: str):
	frappe.db.get_value("User", user, "name", for_update=True)  # a second tap waits for the first
	name = frappe.db.get_value(LINK, {"user": user}, "name", for_update=True)
	return frappe.get_doc(LINK, name, for_update=True) if name else None


def hash_of(token: str) -> str:
	return sha256(token.encode()).hexdigest()


def feed(token: str) -> str | None:
	"""The calendar behind a token as text; None alike for tokens unknown, ended, or of a disabled user."""
	in_force = {"token_hash": hash_of(token), "revoked_on": ["is", "not set"]}
	user = frappe.db.get_value(LINK, in_force, "user")
	if not user or not frappe.db.get_value("User", user, "enabled"):
		return None
	return calendar(_("School"), entries_of(user))


def entries_of(user: str) -> list[Entry]:
	"""Events that the user staffs or has children at; a mentor's sessions and visits as busy times."""
	events = {**_of_children(user), **_of_staff(user)}
	return sorted(
		[*(_entry(row) for row in events.values()), *_busy(user)],
		key=lambda entry: (entry.starts_on, entry.uid),
	)


def _period() -> tuple[list, list]:
	"""Filters: not longer ago, and not further ahead, than a calendar needs."""
	now = now_datetime()
	return ["starts_on", ">=", add_days(now, -DAYS_BACK)], ["starts_on", "<=", add_days(now, DAYS_AHEAD)]


def _events(names: list[str]) -> dict[str, dict]:
	filters = [["name", "in", names], ["status", "in", PUBLISHED], *_period()]
	rows = frappe.get_all(EVENT, filters, EVENT_FIELDS, order_by="starts_on asc") if names else []
	return {row.name: row for row in rows}


def _of_staff(user: str) -> dict[str, dict]:
	if not is_staff(user):
		return {}
	rows = {"parenttype": EVENT, "user": user}
	return _events(frappe.get_all("Mentoring Event Staff", rows, pluck="parent", order_by="parent"))


def _of_children(user: str) -> dict[str, dict]:
	guardian = guardians.guardian_of(user)
	children = [child.name for child in guardians.children_of(guardian)] if guardian else []
	coming = [["student", "in", children], ["status", "in", ("Registered", "Attended")], *_period()]
	return _events(
		(children and frappe.get_all(REGISTRATION, coming, pluck="event", order_by="starts_on asc")) or []
	)


def _entry(row: frappe._dict) -> Entry:
	room = row.room and frappe.get_cached_value("Room", row.room, "room_name")
	return Entry(
		uid=_uid(row.name),
		title=row.event_title,
		starts_on=_aware(row.starts_on),
		ends_on=_aware(row.ends_on),
		changed_on=_aware(row.modified),
		place=room or row.address or "",
		is_cancelled=row.status == "Cancelled",
	)


def _busy(user: str) -> list[Entry]:
	"""Sessions that the user leads and visits that the user makes: that they are, not what or where."""
	profile = frappe.db.get_value("Mentor Profile", {"user": user, "status": ["!=", "Left"]}, "name")
	led = [["led_by", "=", profile], ["status", "in", ("Planned", "Held")], *_period()]
	made = [["status", "in", ("Approved", "Under Way", "Completed")], *_period()]
	fields = ["name", "starts_on", "ends_on", "modified"]
	sessions = profile and frappe.get_all("Mentoring Session", led, fields, order_by="starts_on asc")
	visits = frappe.get_all(
		"Mentoring Home Visit",
		made,
		fields,
		or_filters={"companion": user, "visitor": profile or ""},
		order_by="starts_on asc",
	)
	return [_busy_entry(row) for row in (*(sessions or []), *visits)]


def _busy_entry(row: frappe._dict) -> Entry:
	ends_on = row.ends_on or add_to_date(row.starts_on, minutes=30)
	return Entry(_uid(row.name), _("Busy"), _aware(row.starts_on), _aware(ends_on), _aware(row.modified))


def _uid(name: str) -> str:
	"""The same for everybody and every reading; a hash, since a record's name says of what kind it is."""
	return f"{sha256(f'{frappe.local.site} {name}'.encode()).hexdigest()[:32]}@learning-mentor"


def _aware(moment) -> datetime:
	"""Moments are stored in the site's own time zone."""
	return get_datetime(moment).replace(tzinfo=ZoneInfo(get_system_timezone()))
