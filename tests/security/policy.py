"""Who may see what, written down for the tests alone: nothing of the app is read to make it.

A new record type needs a line in `WHO_SEES`: the function that says for which situation which actors see it.
"""

from collections.abc import Callable

# The fifteen who try, by the name that tests call them.
GUEST, WEBSITE_USER = "guest", "website user"
GUARDIAN, OTHER_GUARDIAN = "guardian of the pupil", "guardian of another"
PUPIL, OTHER_PUPIL = "the pupil", "another pupil"
UNASSIGNED_TEACHER, NOMINATING_TEACHER = "unassigned teacher", "nominating teacher"
MENTOR, REMOVED_MENTOR, OTHER_MENTOR = "mentor", "mentor removed today", "other mentor"
COORDINATOR, LEAD = "coordinator", "safeguarding lead"
INTEGRATION, SYSTEM_MANAGER = "API-key integration", "System Manager without our roles"

OUTSIDERS = (GUEST, WEBSITE_USER, GUARDIAN, OTHER_GUARDIAN, PUPIL, OTHER_PUPIL)
MENTORS = (MENTOR, REMOVED_MENTOR, OTHER_MENTOR)
STAFF = (UNASSIGNED_TEACHER, NOMINATING_TEACHER, *MENTORS, COORDINATOR, LEAD, INTEGRATION, SYSTEM_MANAGER)
ACTORS = (*OUTSIDERS, *STAFF)
# Actors whose rights no other of the fifteen shares. Each of the rest is asked every third way, each record
# type by other ways than the last; LM_MATRIX=full asks all of them by all ways.
CORE = (GUEST, GUARDIAN, UNASSIGNED_TEACHER, MENTOR, REMOVED_MENTOR, COORDINATOR, SYSTEM_MANAGER)
WHOLE_SCHOOL = frozenset({COORDINATOR, LEAD})

# The situations that each record type is seeded in. FORMER: the removed mentor's until today. CONFIDENTIAL:
# beside the pupil's own records, written by the safeguarding lead. PUBLIC: masters, which are about nobody.
OWN, OTHER, CLOSED, FORMER = "own", "other", "closed", "former"
CONFIDENTIAL, PUBLIC = "confidential", "public"
OF_PUPILS = (OWN, OTHER, CLOSED, FORMER)

MENTOR_OF = {OWN: MENTOR, CLOSED: MENTOR, OTHER: OTHER_MENTOR, FORMER: OTHER_MENTOR}
READERS_OF_NOTE = {OWN: {MENTOR, UNASSIGNED_TEACHER}}  # who raised it, and who is named on it

Rule = Callable[[str], set[str]]


def by_case(situation: str) -> set[str]:
	return {MENTOR_OF[situation], *WHOLE_SCHOOL}


def by_nominator(situation: str) -> set[str]:
	return {*WHOLE_SCHOOL, *({NOMINATING_TEACHER} if situation == OWN else ())}


def by_panel(situation: str) -> set[str]:
	return set(WHOLE_SCHOOL)


def own_profile(situation: str) -> set[str]:
	holders = {OWN: MENTOR, OTHER: OTHER_MENTOR, FORMER: REMOVED_MENTOR}
	return {holders[situation], *WHOLE_SCHOOL}


def on_offer(situation: str) -> set[str]:
	"""The other pupil's handover is offered to the mentor."""
	return by_case(situation) | ({MENTOR} if situation == OTHER else set())


def by_name_on_note(situation: str) -> set[str]:
	return {LEAD, *READERS_OF_NOTE.get(situation, ())}


def leads_alone(situation: str) -> set[str]:
	return {LEAD}


def nobody(situation: str) -> set[str]:
	return set()


def masters(*others: str) -> Rule:
	return lambda situation: {COORDINATOR, LEAD, *MENTORS, SYSTEM_MANAGER, *others}


def only(*actors: str) -> Rule:
	return lambda situation: set(actors)


def by_open_case(situation: str) -> set[str]:
	"""Who mentors the pupil of an open case, and those who see every pupil."""
	return by_case(situation) - ({MENTOR} if situation == CLOSED else set())


ALL_STAFF = masters(UNASSIGNED_TEACHER, NOMINATING_TEACHER, INTEGRATION)

WHO_SEES: dict[str, Rule] = {
	"Mentor Profile": own_profile,
	"Mentoring Access Request": leads_alone,
	"Mentoring Action Plan": by_case,
	"Mentoring Calendar Link": nobody,
	"Mentoring Notice": nobody,
	"Mentoring Import": only(COORDINATOR),
	"Mentoring Case": by_case,
	"Mentoring Check-in": by_case,
	"Mentoring Disposal": leads_alone,
	"Mentoring Early Sign": by_panel,
	"Mentoring Event": only(*MENTORS, *WHOLE_SCHOOL, UNASSIGNED_TEACHER, NOMINATING_TEACHER),
	"Mentoring Event Registration": by_open_case,
	"Mentoring Group": by_case,
	"Mentoring Handover": on_offer,
	"Mentoring Home Visit": by_case,
	"Mentoring Idempotency Key": nobody,
	"Mentoring Job Mark": only(SYSTEM_MANAGER),
	"Mentoring Kept Total": only(*WHOLE_SCHOOL),
	"Mentoring Liaison": by_case,
	"Mentoring Medical Note": by_open_case,
	"Mentoring Need": ALL_STAFF,
	"Mentoring Nomination": by_nominator,
	"Mentoring Outside Link": by_case,
	"Mentoring Outside Opening": by_case,
	"Mentoring Progress Point": by_case,
	"Mentoring Protection File": leads_alone,
	"Mentoring Read Log": leads_alone,
	"Mentoring Referral": by_case,
	"Mentoring Retention Rule": only(*WHOLE_SCHOOL, SYSTEM_MANAGER),
	"Mentoring Safeguarding Entry": nobody,
	"Mentoring Safeguarding Note": by_name_on_note,
	"Mentoring Safeguarding Reading": leads_alone,
	"Mentoring Scale": masters(),
	"Mentoring Selection Record": by_panel,
	"Mentoring Session": by_case,
	"Mentoring School": ALL_STAFF,
	"Mentoring Settings": only(COORDINATOR, SYSTEM_MANAGER),
	"Mentoring Strategy": ALL_STAFF,
	"Mentoring Transition Plan": by_case,
	"Mentoring Visit Purpose": ALL_STAFF,
	"Support Agency": only(*MENTORS, *WHOLE_SCHOOL),
}

# What Frappe keeps that is not as open as the record: what was deleted; notices, which are the lead's here
TRACES: dict[str, Rule] = {"Deleted Document": nobody, "Notification Log": only(LEAD)}
WHO_SEES |= TRACES

# Beyond that, on the app's own pages and endpoints: doctype of the field, field -> actors, for OWN
SHOWN_AT_HOME: dict[tuple[str, str], set[str]] = {
	("Mentoring Action Plan", "summary"): {GUARDIAN, PUPIL},
	("Mentoring Action Plan", "mentor_name"): {GUARDIAN, PUPIL},
	("Mentoring Plan Target", "target_text"): {GUARDIAN, PUPIL},
	("Mentoring Plan Target", "plain_words"): {GUARDIAN, PUPIL},
	("Mentoring Plan Target", "responsible"): {GUARDIAN},
	("Mentoring Case", "mentor_name"): {GUARDIAN, PUPIL},
	("Mentoring Case", "strengths"): {PUPIL},
	("Mentoring Aim", "aim"): {PUPIL},
	("Mentoring Session", "place"): {PUPIL},
	("Mentoring Check-in", "target_text"): {GUARDIAN, PUPIL},
	("Mentoring Home Visit", "visitor_name"): {GUARDIAN},
	("Mentoring Home Visit", "companion_name"): {GUARDIAN},
	("Mentoring Visit Advice", "words_to_family"): {GUARDIAN},
	("Mentoring Visit Guardian", "comment"): {GUARDIAN},
	("Mentoring Referral", "reason"): {GUARDIAN},
	("Mentoring Referral", "tried"): {GUARDIAN},
	("Mentoring Referral", "attendance"): {GUARDIAN},
	("Mentoring Referral", "pupil_wishes"): {GUARDIAN},
	("Mentoring Referral", "guardian_wishes"): {GUARDIAN},
	("Mentoring Referral", "family_contact"): {GUARDIAN},
	("Mentoring Transition Plan", "strengths"): {GUARDIAN},
	("Mentoring Transition Plan", "what_works"): {GUARDIAN},
	("Mentoring Transition Plan", "what_to_avoid"): {GUARDIAN},
	("Mentoring Transition Plan", "people"): {GUARDIAN},
	("Mentoring Transition Step", "step"): {GUARDIAN},
	("Mentoring Referral", "wanted"): {GUARDIAN},
	("Mentoring Referral", "added_information"): {GUARDIAN},
	("Mentoring Consent Entry", "name_given"): {GUARDIAN},
	("Mentoring Transition Plan", "mentor_name"): {GUARDIAN, PUPIL},
	("Mentoring Transition Plan", "to_school"): {GUARDIAN, PUPIL},
	("Mentoring Transition Plan", "from_school"): {GUARDIAN},
	("Mentoring Transition Plan", "worries"): {GUARDIAN, PUPIL},
	("Mentoring Transition Plan", "hopes"): {GUARDIAN, PUPIL},
}
# What pupils and families read of events and agencies, whoever's child it is about
OPEN_TO_FAMILIES = {
	*(("Mentoring Event", field) for field in ("event_title", "description", "equipment", "address")),
	("Support Agency", "agency_name"),
}
FAMILIES = {GUARDIAN, OTHER_GUARDIAN, PUPIL, OTHER_PUPIL}
# Words of a note are read through an endpoint alone, which writes down who read them.
SHOWN_BY_ENDPOINT: dict[str, Rule] = {"Mentoring Safeguarding Entry": by_name_on_note}
MASTERS = {"Mentoring Need", "Mentoring Strategy", "Mentoring Scale", "Mentoring Visit Purpose"}
# Colleagues' names are known to whoever reads the doctype
DIRECTORY = {
	("Mentor Profile", "mentor_name"): {*MENTORS, *WHOLE_SCHOOL},
	("Mentoring Risk Question", "question"): {*MENTORS, *WHOLE_SCHOOL},  # the form of each visit asks them
}


def sees(actor: str, doctype: str, situation: str) -> bool:
	"""Whether the actor may read a record of the type in the situation in the desk and through REST."""
	return actor in WHO_SEES[doctype](situation)


DIRECTORY_TYPES = {"Mentor Profile"}


def at_home_as(actor: str, situation: str) -> str | None:
	"""Which actor of OWN somebody is, who is family in this situation; None for whoever is not."""
	families = {
		OWN: {GUARDIAN: GUARDIAN, PUPIL: PUPIL},
		OTHER: {OTHER_GUARDIAN: GUARDIAN, OTHER_PUPIL: PUPIL},
	}
	return families.get(situation, {}).get(actor)
