"""Home visits, events, referrals and moves, as staff see them."""

from datetime import date, datetime
from typing import TypedDict

from typing_extensions import NotRequired

from learning_mentor.api.shapes.common import NeedRow


class Tapped(TypedDict):
	"""Where a visit stands, and since when."""

	status: str
	at: datetime | None


class Extended(TypedDict):
	ends_on: datetime


class StoodDown(TypedDict):
	stood_down_on: datetime


class VisitToday(TypedDict):
	name: str
	status: str
	starts_on: datetime
	ends_on: datetime
	address: str | None
	visitor: str | None
	visitor_name: str | None
	visitor_phone: str | None
	companion: str | None
	companion_name: str | None
	duty_contact_name: str | None
	duty_phone: str | None
	duty_contact: str | None
	risk_level: str | None
	checked_in_on: datetime | None
	stood_down_on: datetime | None
	is_visitor: bool
	is_duty: bool
	is_late: bool


class VisitGuardian(TypedDict):
	guardian: str
	guardian_name: NotRequired[str | None]
	answer: NotRequired[str]


class VisitRisk(TypedDict):
	question: str
	answer: NotRequired[str | None]
	weight: NotRequired[int]
	precaution: NotRequired[str]


class VisitPlan(TypedDict):
	purpose: str
	starts_on: datetime
	ends_on: datetime
	aims: str
	address: NotRequired[str]
	visitor: NotRequired[str]
	visitor_phone: NotRequired[str]
	companion: NotRequired[str]
	duty_contact: NotRequired[str]
	duty_phone: NotRequired[str]
	family_told: NotRequired[int]
	risks: NotRequired[list[VisitRisk]]


class VisitDefaults(TypedDict):
	visitor: str | None
	address: str | None
	guardians: list[VisitGuardian]
	risks: list[dict]
	visitor_phone: NotRequired[str | None]
	duty_contact: NotRequired[str | None]
	duty_phone: NotRequired[str | None]


class RegisterRow(TypedDict):
	name: str
	student: str
	student_name: str | None
	program: str | None
	status: str
	photo_consent: int
	emergency_contact: str | None
	emergency_phone: str | None
	note: NotRequired[str | None]
	what_to_do: NotRequired[str | None]


class PupilFound(TypedDict):
	student: str
	student_name: str | None


class Registered(TypedDict):
	registration: str
	status: str


class ReferralDefaults(TypedDict):
	needs: list[NeedRow]
	tried: str | None
	attendance: str | None
	pupil_wishes: str | None
	family_contact: str | None


class ReferralSection(TypedDict):
	section: str
	text: str
	can_be_chosen: bool
	allowed: bool


class ReferralEntry(TypedDict):
	event: str
	happened_on: datetime
	name_given: str | None


class ReferralOfFamily(TypedDict):
	name: str
	first_name: str | None
	agency: str
	status: str
	consent_status: str | None
	awaits_answer: bool
	may_withdraw: bool
	sections: list[ReferralSection]
	entries: list[ReferralEntry]


class PackConsent(TypedDict):
	who: str
	on: date


class PackConsents(TypedDict):
	agreed: list[PackConsent]
	sections: list[str]


Sender = TypedDict("Sender", {"from": dict})  # a word that Python keeps for itself


class HandoverPack(Sender):
	"""As ``public/handover-pack.schema.json`` says in full."""

	format: str
	version: int
	pupil: dict
	to: dict
	transfer_date: date
	support: str | None
	consent: PackConsents
	sections: dict
	child_protection_file: str
