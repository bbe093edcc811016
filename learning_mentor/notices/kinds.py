"""Every kind of notice and mail of the app, and what it says.

A school sets for each in Mentoring Settings whether it goes out, and how; the texts of its mail are an Email
Template. A kind that a newer version brings is added to a site's settings by migrating, as it is here.
"""

from typing import NamedTuple

import frappe

OFF, DESK, DIGEST, IMMEDIATE = "Off", "Desk Only", "Digest", "Immediate"
STAFF, FAMILIES, OUTSIDE = "Staff", "Families", "Outside"
PREFIX = "Mentoring: "
DAILY_DIGEST = "Mentoring: daily digest"


def _(text: str) -> str:
	"""Marks a text for translation: each reader gets it in their own language when it is used."""
	return text


class Kind(NamedTuple):
	"""One kind of notice.

	``key`` names it in Settings and is never translated. ``label`` heads its lines in a digest. ``text`` is a
	sentence with a place for the record's name, and more for what the caller adds; nothing about a pupil.
	``urgent`` kinds go at once, whatever the hour and whatever was chosen.
	"""

	key: str
	label: str
	text: str = ""
	audience: str = STAFF
	delivery: str = DIGEST
	urgent: bool = False

	@property
	def email_template(self) -> str:
		"""Name of the Email Template with the text of its mail."""
		return PREFIX + self.key


KINDS: dict[str, Kind] = {}


def _kind(key: str, label: str, text: str = "", **values) -> Kind:
	KINDS[key] = Kind(key, label, text, **values)
	return KINDS[key]


def _urgent(key: str, label: str, text: str) -> Kind:
	return _kind(key, label, text, delivery=IMMEDIATE, urgent=True)


def _family(key: str, label: str) -> Kind:
	return _kind(key, label, audience=FAMILIES, delivery=IMMEDIATE)


def _outside(key: str, label: str) -> Kind:
	"""A mail that somebody sends on purpose, or that ends an outsider's right: at once, and never off."""
	return _kind(key, label, audience=OUTSIDE, delivery=IMMEDIATE, urgent=True)


def words(kind: Kind, record: str, details: tuple = (), language: str | None = None) -> str:
	"""The kind's sentence about a record, in a language (default: the session's)."""
	return frappe._(kind.text, language).format(record, *details)


VISITOR_NOT_BACK = _urgent(
	"visitor not back",
	_("Alarms: no check-out from a home visit"),
	_("No check-out from home visit {0}: call {1} now"),
)
NOTE_WAITS = _urgent(
	"safeguarding note",
	_("Safeguarding notes that await you"),
	_("Safeguarding note {0} awaits you"),
)
NOTE_OPENED = _urgent(
	"safeguarding note opened to you",
	_("Safeguarding notes that you may read"),
	_("You may read safeguarding note {0}"),
)
NOMINATION_HELD = _urgent(
	"nomination waits for safeguarding lead",
	_("Nominations that wait for the safeguarding lead"),
	_("A nomination waits for the safeguarding lead: {0}"),
)
ANSWER_WORRIES = _urgent(
	"worrying answer",
	_("Answers in check-ins that worry"),
	_("An answer in a check-in needs the safeguarding lead: {0}"),
)

NOMINATION_SUBMITTED = _kind(
	"nomination submitted", _("New nominations"), _("A nomination was submitted: {0}")
)
NOMINATION_DECIDED = _kind(
	"nomination decided", _("Decisions on your nominations"), _("Your nomination was decided on: {0}")
)
MISSED_SESSIONS = _kind(
	"sessions missed", _("Sessions missed in a row"), _("Sessions were missed in a row: case {1}")
)
AFTERCARE_DUE = _kind(
	"follow-up due",
	_("Follow-ups after mentoring that are due"),
	_("A follow-up after mentoring is due: {0}"),
)
PLAN_TO_APPROVE = _kind(
	"plan to approve", _("Action plans to approve"), _("An action plan awaits approval: {0}")
)
PLAN_RETURNED = _kind(
	"plan returned", _("Action plans returned to you"), _("An action plan was returned: {0}")
)
PLAN_ACTIVE = _kind("plan active", _("Action plans in force"), _("An action plan is active: {0}"))
PLAN_REVIEW_DUE = _kind(
	"plan review due", _("Action plans to review"), _("The review of an action plan is due: {0}")
)
HANDOVER_OFFERED = _kind(
	"handover offered", _("Cases offered to you"), _("A case is handed over to you: {0}")
)
HANDOVER_QUESTION = _kind(
	"handover question", _("Questions about handovers"), _("A question about a handover: {0}")
)
HANDOVER_ANSWERED = _kind(
	"handover answered", _("Answers to your questions"), _("Your question was answered: {0}")
)
CLEARANCE_DUE = _kind(
	"clearance due", _("Clearance checks that are due"), _("A clearance check is due on {1}: {0}")
)
LIAISON_DUE = _kind("contact due", _("Contacts that are due"), _("The next contact is due: {0}"))

VISIT_TO_APPROVE = _kind(
	"visit to approve", _("Home visits to approve"), _("A home visit awaits approval: {0}")
)
VISIT_APPROVED = _kind("visit approved", _("Home visits approved"), _("A home visit was approved: {0}"))
VISIT_CONFIRMED = _kind(
	"visit confirmed",
	_("Home visits confirmed by the family"),
	_("A guardian confirmed the time of a home visit: {0}"),
)
VISIT_OTHER_TIME = _kind(
	"visit at another time",
	_("Home visits to plan anew"),
	_("A guardian asks for another time for a home visit: {0}"),
)
VISIT_TO_WRITE = _kind(
	"visit to write up", _("Home visits to write up"), _("A home visit waits to be written up: {0}")
)

REFERRAL_CONSENTED = _kind(
	"referral consented", _("Referrals consented to"), _("A guardian consented to referral {0}")
)
REFERRAL_REFUSED = _kind(
	"referral refused",
	_("Referrals not consented to"),
	_("A guardian did not consent to referral {0}"),
)
REFERRAL_WITHDRAWN = _kind(
	"referral consent withdrawn",
	_("Referrals whose consent ended"),
	_("A guardian withdrew the consent to referral {0}"),
	delivery=IMMEDIATE,
)
REFERRAL_LATE = _kind(
	"referral late",
	_("Agencies that are late"),
	_("Referral {0}: the agency is late, chaser {1}"),
)
REFERRAL_ANSWERED = _kind(
	"referral answered",
	_("Answers from agencies"),
	_("Referral {0}: the agency has answered ({1})"),
	delivery=IMMEDIATE,
)

MOVE_RECEIVED = _kind(
	"handover pack received",
	_("Handover packs received"),
	_("The next school has confirmed the receipt: {0}"),
)
MOVE_QUESTION = _kind(
	"handover pack question",
	_("Questions of next schools"),
	_("The next school has a question about a transition plan: {0}"),
	delivery=IMMEDIATE,
)
MOVE_ANSWERED = _kind(
	"transition answered",
	_("Families' answers about transition plans"),
	_("A guardian has answered about a transition plan: {0}"),
)
MOVE_WITHDRAWN = _kind(
	"transition consent withdrawn",
	_("Transition plans whose consent ended"),
	_("Consent to share a transition plan was withdrawn: {0}"),
	delivery=IMMEDIATE,
)
MOVE_STEP_LATE = _kind(
	"transition step late",
	_("Steps of transition plans that are late"),
	_("A step of a transition plan is late: {0}"),
)
PROTECTION_FILE = _kind(
	"protection file to record",
	_("Child-protection files to record"),
	_("Record whether a child-protection file goes along: {0}"),
	delivery=IMMEDIATE,
)

EVENT_TO_APPROVE = _kind(
	"event to approve",
	_("Events to approve"),
	_("An event waits for approval and begins soon: {0}"),
)
EVENT_OFF = _kind(
	"event cancelled for staff",
	_("Events that were cancelled"),
	_("An event was cancelled: {0}"),
	delivery=IMMEDIATE,
)
PLACE_GIVEN = _kind(
	"place given", _("Pupils who have got a place"), _("A pupil who waited has got a place: {0}")
)
OTHER = _kind("other", _("Other notices"))

PLAN_AWAITS_GUARDIAN = _family("plan awaits guardian", _("Plan awaits a guardian"))
VISIT_AWAITS_GUARDIAN = _family("visit awaits guardian", _("Home visit announced to a guardian"))
MOVE_AWAITS_FAMILY = _family("transition plan awaits family", _("Transition plan awaits a family"))
REFERRAL_AWAITS_GUARDIAN = _family("referral awaits guardian", _("Referral awaits a guardian"))
EVENT_AWAITS_GUARDIAN = _family("event awaits guardian", _("Event awaits a guardian"))
EVENT_TOLD = _family("told of an event", _("Guardian told of an event"))
EVENT_CANCELLED = _family("event cancelled", _("Event cancelled, to families"))
EVENT_PLANNED_ANEW = _family("event planned anew", _("Event planned anew, to families"))
EVENT_PLACE_FREE = _family("place at an event", _("Place at an event, to families"))

GUARDIAN_INVITED = _outside("guardian invited", _("Guardian invited to the portal"))
REFERRAL_SENT = _outside("referral sent", _("Referral sent to an agency"))
REFERRAL_CHASED = _outside("referral chased", _("Agency reminded of a referral"))
REFERRAL_TAKEN_BACK = _outside("referral taken back", _("Referral taken back from an agency"))
MOVE_SHARED = _outside("transition plan shared", _("Transition plan sent to a school"))
MOVE_QUESTION_ANSWERED = _outside(
	"question about transition plan answered", _("Question of the next school answered")
)
MOVE_TAKEN_BACK = _outside("transition plan taken back", _("Transition plan taken back from a school"))

# Mails from a template that belongs to no kind: at once. Not among those of Settings.
OTHER_MAIL = Kind("other mail", _("Other mails"), audience=OUTSIDE, delivery=IMMEDIATE, urgent=True)

BY_TEMPLATE = {kind.email_template: kind for kind in KINDS.values()}
