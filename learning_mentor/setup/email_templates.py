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


def _templates() -> dict[str, tuple[str, str]]:
	"""Name -> (subject, message). Values: ``link``, an address of this site.

	Mails to agencies have ``referral`` (its number) and ``school`` too.
	Mails about an event have its ``title`` and ``when``, that of a cancelled one the ``reason`` too.
	An alarm has ``visit``, ``visitor``, ``phone``, ``ends_on`` and ``minutes`` (since the expected end) too.
	"""
	link = '<p><a href="{{ link }}">{{ link }}</a></p>'
	return {
		**_to_staff(link),
		PLAN_AWAITS_GUARDIAN: (
			_("Something from school awaits your answer"),
			"<p>" + _("The school has written a plan with your child and asks for your view.") + "</p>"
			"<p>" + _("Please sign in to read it. You can agree to it or ask for a change.") + "</p>" + link,
		),
		GUARDIAN_INVITED: (
			_("Your access to the school's mentoring pages"),
			"<p>" + _("The school has opened its mentoring pages to you.") + "</p>"
			"<p>" + _("Sign in with this e-mail address to see your child's page.") + "</p>" + link,
		),
		NOTE_WAITS.email_template: (
			_("A safeguarding note awaits you"),
			"<p>" + _("Somebody has written a safeguarding note. Please read it now.") + "</p>" + link,
		),
		VISIT_AWAITS_GUARDIAN: (
			_("The school would like to visit you"),
			"<p>" + _("Please sign in to see when we would like to come and what for.") + "</p>"
			"<p>" + _("You can confirm the time or ask for another one.") + "</p>" + link,
		),
		TRANSITION_AWAITS_FAMILY: (
			_("Moving to the next school: your view, please"),
			"<p>" + _("The school has prepared your child's move with your child.") + "</p>"
			"<p>" + _("Please sign in to read it, and say what the next school may know.") + "</p>" + link,
		),
		TRANSITION_SHARED: (
			_("Handover {0}").format("{{ plan }}"),
			"<p>" + _("{0} tells you what helps a pupil who comes to you.").format("{{ school }}") + "</p>"
			"<p>"
			+ _(
				"Please open it and confirm that you have it. You need no account. The link is for you alone."
			)
			+ "</p>"
			+ link,
		),
		TRANSITION_ANSWERED: (
			_("Handover {0}: your question is answered").format("{{ plan }}"),
			"<p>" + _("{0} has answered your question. Read it here:").format("{{ school }}") + "</p>" + link,
		),
		TRANSITION_TAKEN_BACK: (
			_("Handover {0} has been taken back").format("{{ plan }}"),
			"<p>"
			+ _("The consent to what {0} told you has been withdrawn.").format("{{ school }}")
			+ " "
			+ _("Please destroy your copies, and pass nothing of it on.")
			+ "</p>",
		),
		REFERRAL_AWAITS_GUARDIAN: (
			_("The school asks for your consent"),
			"<p>" + _("The school would like to ask a service outside school for help.") + "</p>"
			"<p>"
			+ _("Please sign in to read what it would share, and say whether you agree.")
			+ "</p>"
			+ link,
		),
		REFERRAL_SENT: (
			_("Referral {0}").format("{{ referral }}"),
			"<p>" + _("{0} has sent you a referral.").format("{{ school }}") + "</p>"
			"<p>"
			+ _("Please open it, and answer it there. You need no account. The link is for you alone.")
			+ "</p>"
			+ link,
		),
		REFERRAL_CHASED: (
			_("Referral {0} awaits your answer").format("{{ referral }}"),
			"<p>" + _("{0} has sent you a referral and has no answer yet.").format("{{ school }}") + "</p>"
			"<p>" + _("Please open it, and answer it there. You need no account.") + "</p>" + link,
		),
		REFERRAL_TAKEN_BACK: (
			_("Referral {0} has been taken back").format("{{ referral }}"),
			"<p>"
			+ _("The consent to this referral has been withdrawn. Please stop working on it, and delete it.")
			+ "</p>",
		),
		VISITOR_NOT_BACK: (
			_("Alarm: no check-out from home visit {0}").format("{{ visit }}"),
			"<p>"
			+ _("{0} was expected back at {1}, {2} minutes ago, and has not checked out.").format(
				"{{ visitor }}", "{{ ends_on }}", "{{ minutes }}"
			)
			+ "</p><p>"
			+ _("Call {0} now. If nobody answers, call the coordinator, then the police.").format(
				"{{ phone }}"
			)
			+ "</p><p>"
			+ _("The address, and the buttons that end the alarm, are here:")
			+ "</p>"
			+ link,
		),
		**_about_events(link),
	}


def _to_staff(link: str) -> dict[str, tuple[str, str]]:
	"""A mail for each kind of notice, and the digest.

	Values of a notice: ``notice`` (its sentence), ``record`` (its number), ``initials`` in the text, where
	Settings allow them. Of the digest: ``title``, ``count``, ``digest`` (the list) and ``settings_link``.
	"""
	initials = "{% if initials %}<p>" + _("Pupil: {0}").format("{{ initials }}") + "</p>{% endif %}"
	notices = {
		kind.email_template: ("{{ notice }}", "<p>{{ notice }}</p>" + initials + link)
		for kind in KINDS.values()
		if kind.audience == STAFF
	}
	choose = '<a href="{{ settings_link }}">' + _("Choose how you get these mails") + "</a>"
	digest = "<p>" + _("This waits for you:") + "</p>{{ digest }}<p>" + choose + "</p>"
	return {**notices, DAILY_DIGEST: ("{{ title }}", digest)}


def _about_events(link: str) -> dict[str, tuple[str, str]]:
	event = "<p><strong>{{ title }}</strong><br>{{ when }}</p>"
	return {
		EVENT_CANCELLED: (
			_("An event at school is cancelled"),
			"<p>"
			+ _("We are sorry: this event does not take place.")
			+ "</p>"
			+ event
			+ "<p>{{ reason }}</p>",
		),
		EVENT_PLANNED_ANEW: (
			_("An event at school was planned anew"),
			"<p>"
			+ _("Please look when and where it is now, and whether it still suits you.")
			+ "</p>"
			+ event
			+ link,
		),
		EVENT_PLACE_FREE: (
			_("A place has come free"),
			"<p>" + _("There is a place now at an event that you were waiting for.") + "</p>" + event + link,
		),
		EVENT_AWAITS_GUARDIAN: (
			_("An event at school awaits your answer"),
			"<p>"
			+ _("Your child may come to this event if you agree. Please sign in to answer.")
			+ "</p>"
			+ event
			+ link,
		),
		EVENT_TOLD: (
			_("Your child takes part in an event at school"),
			"<p>" + _("We would like you to know of this event.") + "</p>" + event + link,
		),
	}


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
