"""Who sees a pupil. Nothing else in the app decides that.

Row access hangs on one key: the ``mentor`` of a row. A user's keys are the mentor profiles they hold or
cover today. Coordinators and safeguarding leads see every row by role; whoever nominates sees their own
nominations. Guardians and pupils have no rights here at all: `learning_mentor.guardians` resolves them.

- ``roles``: what somebody may do by role.
- ``keys``: the key, and the pupils that it opens.
- ``stored``: which row a document is, and its key as the database has it.
- ``people``: rights by a name on the record (visits, events, safeguarding notes).
- ``directory``: colleagues, whom staff may find by name.
- ``scope``: the school, where a site keeps the schools of a trust apart; off by default.
- ``rules``: a condition for lists and a check for documents, one pair for each kind of rule.
- ``sharing``, ``at_once``: conditions of many doctypes for one query.
- ``reach``: all of these in one text, for whoever keeps what somebody has read.
- ``table``: ``RULES`` names each doctype's rule, ``PARENTS`` the holders of child tables.
- ``in_order``: lists over several keys, asked for in a way that is faster.
- ``asking``: the functions that Frappe's hooks call.

hooks.py is made from the table. The modules name one another's functions by module
(``roles.is_coordinator``), so that what is changed at one place holds everywhere; tests/security/mutants.py
rests on that.
"""

# ruff: noqa: F401  the names are for whoever imports the package

from learning_mentor.permissions import scope
from learning_mentor.permissions.asking import (
	condition_for,
	has_permission,
	hook_name,
	query_condition,
	within_own,
)
from learning_mentor.permissions.at_once import doctypes_of_roles
from learning_mentor.permissions.keys import (
	forget_mentor_keys,
	mentor_keys,
	mentored_pupils,
	stored_mentor,
)
from learning_mentor.permissions.people import (
	events_staffed,
	makes_visit,
	may_look_up,
	may_read_note,
	runs_event,
	takes_part_in_visit,
	visits_of,
)
from learning_mentor.permissions.roles import (
	AUDITORS,
	COORDINATOR,
	DATA_PROTECTION_OFFICER,
	GUARDIAN,
	MENTOR,
	PUPIL,
	SAFEGUARDING_LEAD,
	SEES_EVERY_PUPIL,
	is_coordinator,
	is_safeguarding_lead,
	is_staff,
	protects_data,
	require_coordinator,
	require_data_protection,
	require_staff,
	sees_every_pupil,
	uses_portal_as,
)
from learning_mentor.permissions.rules import (
	AUDITORS_ONLY,
	BY_CARE,
	BY_EITHER_MENTOR,
	BY_EVENT_OR_MENTOR,
	BY_MENTOR,
	BY_NAME_ON_NOTE,
	BY_NOMINATOR,
	EVERY_ROW,
	LEADS_ONLY,
	NO_ROW,
	NOBODY,
	ON_OFFER,
	OWN_PROFILE,
	PANEL_ONLY,
	ROLE_DECIDES,
	Rule,
)
from learning_mentor.permissions.sharing import read_once
from learning_mentor.permissions.stored import KnowsItsRow, NotesKey
from learning_mentor.permissions.table import PARENTS, RULES

for _doctype in (*RULES, *PARENTS):
	globals()[hook_name(_doctype)] = query_condition(_doctype)
