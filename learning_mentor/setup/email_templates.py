"""Mails that a new site starts with. Admins change them in the desk; they are never overwritten."""

import frappe
from frappe import _
from frappe.translate import print_language

from learning_mentor.events.notices import (
	EVENT_AWAITS_GUARDIAN,
	EVENT_CANCELLED,
	EVENT_PLACE_FREE,
	EVENT_PLANNED_ANEW,
	EVENT_TOLD,
)
from learning_mentor.learning_mentor.doctype.mentoring_referral.consent import (
	REFERRAL_AWAITS_GUARDIAN,
	REFERRAL_TAKEN_BACK,
)
from learning_mentor.notices.kinds import DAILY_DIGEST, KINDS, NOTE_WAITS, STAFF
from learning_mentor.notify import GUARDIAN_INVITED, PLAN_AWAITS_GUARDIAN
from learning_mentor.referrals.chasers import REFERRAL_CHASED
from learning_mentor.referrals.sending import REFERRAL_SENT
from learning_mentor.transition.families import TRANSITION_AWAITS_FAMILY
from learning_mentor.transition.sharing import TRANSITION_ANSWERED, TRANSITION_SHARED, TRANSITION_TAKEN_BACK
from learning_mentor.visits.alarm import VISITOR_NOT_BACK
from learning_mentor.visits.families import VISIT_AWAITS_GUARDIAN

Mail = tuple[str, str]  # subject, message
LINK = '<a href="{{ link }}">{{ link }}</a>'


def _templates() -> dict[str, Mail]:
	"""Name -> mail. Values: ``link``, an address of this site; the functions below tell of more."""
	return {
		**_to_staff(),
		**_to_families(),
		**_to_agencies(),
		**_to_the_next_school(),
		**_about_safety(),
		**_about_events(),
	}


def _mail(subject: str, *paragraphs: str) -> Mail:
	return subject, "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def _to_families() -> dict[str, Mail]:
	return {
		PLAN_AWAITS_GUARDIAN: _mail(
			_("Something from school awaits your answer"),
			_("The school has written a plan with your child and asks for your view."),
			_("Please sign in to read it. You can agree to it or ask for a change."),
			LINK,
		),
		GUARDIAN_INVITED: _mail(
			_("Your access to the school's mentoring pages"),
			_("The school has opened its mentoring pages to you."),
			_("Sign in with this e-mail address to see your child's page."),
			LINK,
		),
		VISIT_AWAITS_GUARDIAN: _mail(
			_("The school would like to visit you"),
			_("Please sign in to see when we would like to come and what for."),
			_("You can confirm the time or ask for another one."),
			LINK,
		),
		**_asking_families_to_share(),
	}


def _asking_families_to_share() -> dict[str, Mail]:
	return {
		TRANSITION_AWAITS_FAMILY: _mail(
			_("Moving to the next school: your view, please"),
			_("The school has prepared your child's move with your child."),
			_("Please sign in to read it, and say what the next school may know."),
			LINK,
		),
		REFERRAL_AWAITS_GUARDIAN: _mail(
			_("The school asks for your consent"),
			_("The school would like to ask a service outside school for help."),
			_("Please sign in to read what it would share, and say whether you agree."),
			LINK,
		),
	}


def _to_agencies() -> dict[str, Mail]:
	"""Values beside ``link``: ``referral`` (its number) and ``school``."""
	return {
		REFERRAL_SENT: _mail(
			_("Referral {0}").format("{{ referral }}"),
			_("{0} has sent you a referral.").format("{{ school }}"),
			_("Please open it, and answer it there. You need no account. The link is for you alone."),
			LINK,
		),
		REFERRAL_CHASED: _mail(
			_("Referral {0} awaits your answer").format("{{ referral }}"),
			_("{0} has sent you a referral and has no answer yet.").format("{{ school }}"),
			_("Please open it, and answer it there. You need no account."),
			LINK,
		),
		REFERRAL_TAKEN_BACK: _mail(
			_("Referral {0} has been taken back").format("{{ referral }}"),
			_("The consent to this referral has been withdrawn. Please stop working on it, and delete it."),
		),
	}


def _to_the_next_school() -> dict[str, Mail]:
	"""Values beside ``link``: ``plan`` (its number) and ``school``."""
	taken_back = _("The consent to what {0} told you has been withdrawn.").format("{{ school }}")
	return {
		TRANSITION_SHARED: _mail(
			_("Handover {0}").format("{{ plan }}"),
			_("{0} tells you what helps a pupil who comes to you.").format("{{ school }}"),
			_("Please open it and confirm that you have it. You need no account. The link is for you alone."),
			LINK,
		),
		TRANSITION_ANSWERED: _mail(
			_("Handover {0}: your question is answered").format("{{ plan }}"),
			_("{0} has answered your question. Read it here:").format("{{ school }}"),
			LINK,
		),
		TRANSITION_TAKEN_BACK: _mail(
			_("Handover {0} has been taken back").format("{{ plan }}"),
			taken_back + " " + _("Please destroy your copies, and pass nothing of it on."),
		),
	}


def _about_safety() -> dict[str, Mail]:
	"""An alarm has ``visit``, ``visitor``, ``phone``, ``ends_on`` and ``minutes`` (since that)."""
	not_back = _("{0} was expected back at {1}, {2} minutes ago, and has not checked out.")
	call = _("Call {0} now. If nobody answers, call the coordinator, then the police.")
	return {
		NOTE_WAITS.email_template: _mail(
			_("A safeguarding note awaits you"),
			_("Somebody has written a safeguarding note. Please read it now."),
			LINK,
		),
		VISITOR_NOT_BACK: _mail(
			_("Alarm: no check-out from home visit {0}").format("{{ visit }}"),
			not_back.format("{{ visitor }}", "{{ ends_on }}", "{{ minutes }}"),
			call.format("{{ phone }}"),
			_("The address, and the buttons that end the alarm, are here:"),
			LINK,
		),
	}


def _about_events() -> dict[str, Mail]:
	"""Values beside ``link``: ``title`` and ``when``, that of a cancelled one the ``reason`` too."""
	event = "<strong>{{ title }}</strong><br>{{ when }}"
	return {
		EVENT_CANCELLED: _mail(
			_("An event at school is cancelled"),
			_("We are sorry: this event does not take place."),
			*(event, "{{ reason }}"),
		),
		EVENT_PLANNED_ANEW: _mail(
			_("An event at school was planned anew"),
			_("Please look when and where it is now, and whether it still suits you."),
			*(event, LINK),
		),
		EVENT_PLACE_FREE: _mail(
			_("A place has come free"),
			_("There is a place now at an event that you were waiting for."),
			*(event, LINK),
		),
		EVENT_AWAITS_GUARDIAN: _mail(
			_("An event at school awaits your answer"),
			_("Your child may come to this event if you agree. Please sign in to answer."),
			*(event, LINK),
		),
		EVENT_TOLD: _mail(
			_("Your child takes part in an event at school"),
			_("We would like you to know of this event."),
			*(event, LINK),
		),
	}


def _to_staff() -> dict[str, Mail]:
	"""A mail for each kind of notice, and the digest.

	Values of a notice: ``notice`` (its sentence), ``record`` (its number), ``initials`` in the text, where
	Settings allow them. Of the digest: ``title``, ``count``, ``digest`` (the list) and ``settings_link``.
	"""
	initials = "{% if initials %}<p>" + _("Pupil: {0}").format("{{ initials }}") + "</p>{% endif %}"
	notices = {
		kind.email_template: ("{{ notice }}", "<p>{{ notice }}</p>" + initials + f"<p>{LINK}</p>")
		for kind in KINDS.values()
		if kind.audience == STAFF
	}
	choose = '<a href="{{ settings_link }}">' + _("Choose how you get these mails") + "</a>"
	digest = "<p>" + _("This waits for you:") + "</p>{{ digest }}<p>" + choose + "</p>"
	return {**notices, DAILY_DIGEST: ("{{ title }}", digest)}


def add_email_templates() -> None:
	"""In the site's language, whoever runs this: on a console Frappe speaks English."""
	with print_language(frappe.db.get_default("lang")):
		templates = _templates()
	for name, (subject, message) in templates.items():
		if not frappe.db.exists("Email Template", name):
			frappe.get_doc(
				{
					"doctype": "Email Template",
					"name": name,
					"subject": subject,
					"use_html": 1,
					"response_html": message,
				}
			).insert(ignore_permissions=True)  # setup runs before anybody has a role


def remove_email_templates() -> None:
	for name in _templates():
		frappe.delete_doc_if_exists("Email Template", name, force=True)
