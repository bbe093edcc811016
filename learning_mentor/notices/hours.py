"""When mails may go: within the hours of Settings; to staff on school days alone, if Settings say so."""

from datetime import datetime, timedelta

from frappe.utils import get_time

from learning_mentor.learning_mentor.doctype.mentoring_settings.mentoring_settings import get_settings
from learning_mentor.school_days import SchoolCalendar


def may_mail_staff(moment: datetime) -> bool:
	"""Whether a mail that can wait may go to staff at this moment."""
	settings = get_settings()
	return _is_within_hours(moment, settings) and is_mail_day(moment)


def is_mail_day(moment: datetime) -> bool:
	"""Whether staff get mails on the day of this moment: each day, or each school day."""
	settings, day = get_settings(), moment.date()
	if not (settings.quiet_hours and settings.mails_on_school_days):
		return True
	return SchoolCalendar(day, day).is_school_day(day)


def next_for_families(moment: datetime) -> datetime | None:
	"""When a mail to a family may go that is written now; None: at once.

	Families are written to at weekends and in the holidays too: events take place then.
	"""
	settings = get_settings()
	if _is_within_hours(moment, settings):
		return None
	opens = _at(moment, settings.mails_from)
	return opens if moment < opens else opens + timedelta(days=1)


def digest_time(moment: datetime) -> datetime:
	"""The moment of the digest on the day of ``moment``."""
	return _at(moment, get_settings().digest_at)


def _is_within_hours(moment: datetime, settings) -> bool:
	if not settings.quiet_hours:
		return True
	return _at(moment, settings.mails_from) <= moment < _at(moment, settings.mails_to)


def _at(moment: datetime, time) -> datetime:
	return datetime.combine(moment.date(), get_time(time))
