"""Calendars as text by RFC 5545: what is needed to publish events, and nothing more."""

from datetime import datetime, timezone
from typing import NamedTuple

LINE_OCTETS = 75
BREAK = "\r\n"
# A calendar has at least one component: this one, where there is no event.
UTC_ZONE = (
	"BEGIN:VTIMEZONE",
	"TZID:UTC",
	"BEGIN:STANDARD",
	"DTSTART:19700101T000000",
	"TZOFFSETFROM:+0000",
	"TZOFFSETTO:+0000",
	"END:STANDARD",
	"END:VTIMEZONE",
)


class Entry(NamedTuple):
	"""One event of a calendar. Times are aware of their zone; ``uid`` never changes for the same event."""

	uid: str
	title: str
	starts_on: datetime
	ends_on: datetime
	changed_on: datetime
	place: str = ""
	is_cancelled: bool = False


def calendar(name: str, entries: list[Entry]) -> str:
	"""The whole calendar; times are written in UTC, so that no zone has to be described."""
	lines = [
		"BEGIN:VCALENDAR",
		"VERSION:2.0",
		"PRODID:-//Learning Mentor//Events//EN",
		"CALSCALE:GREGORIAN",
		"METHOD:PUBLISH",
		f"X-WR-CALNAME:{escape(name)}",
		*(line for entry in entries for line in _lines_of(entry)),
		*([] if entries else UTC_ZONE),
		"END:VCALENDAR",
	]
	return "".join(fold(line) + BREAK for line in lines)


def _lines_of(entry: Entry) -> list[str]:
	place = [f"LOCATION:{escape(entry.place)}"] if entry.place else []
	return [
		"BEGIN:VEVENT",
		f"UID:{escape(entry.uid)}",
		f"DTSTAMP:{in_utc(entry.changed_on)}",
		f"LAST-MODIFIED:{in_utc(entry.changed_on)}",
		f"DTSTART:{in_utc(entry.starts_on)}",
		f"DTEND:{in_utc(entry.ends_on)}",
		f"SUMMARY:{escape(entry.title)}",
		*place,
		f"STATUS:{'CANCELLED' if entry.is_cancelled else 'CONFIRMED'}",
		"END:VEVENT",
	]


def in_utc(moment: datetime) -> str:
	return moment.astimezone(timezone.utc).strftime("%Y%m%dT%H%M%SZ")


def escape(text: str) -> str:
	"""A TEXT value: backslash, comma, semicolon and line breaks escaped, control characters left out."""
	text = text.replace("\r\n", "\n").replace("\r", "\n")
	for character, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
		text = text.replace(character, escaped)
	return "".join(
		character
		for character in text
		if character == "\t" or (ord(character) >= 32 and ord(character) != 127)
	)


def fold(line: str) -> str:
	"""A line as lines of at most 75 octets, none broken within a character; a space begins the others."""
	parts, current, room = [], "", LINE_OCTETS
	for character in line:
		size = len(character.encode("utf-8"))
		if size > room:
			parts.append(current)
			current, room = "", LINE_OCTETS - 1  # the space counts
		current += character
		room -= size
	return (BREAK + " ").join([*parts, current])
