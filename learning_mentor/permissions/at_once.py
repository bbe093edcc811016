"""All that the conditions of many doctypes rest on, in one query, for lists of what refers to our records."""

from collections import defaultdict

import frappe
from frappe.utils import today

from learning_mentor.permissions import keys, people, sharing
from learning_mentor.permissions.table import RULES

_OURS = ", ".join(f"'{doctype}'" for doctype in RULES)  # letters and spaces

# As text it costs a fifth of the same query built by frappe.qb. Where a site has rights of its own for a
# doctype, they count alone; each row costs more than a name within one, so rights come in one row.
FACTS = f"""
	select 'right', group_concat(rights.parent) from (
		select parent from `tabDocPerm`
		where permlevel = 0 and `read` = 1 and parent in ({_OURS}) and role in %(roles)s
			and parent not in (select parent from `tabCustom DocPerm`)
		union
		select parent from `tabCustom DocPerm`
		where permlevel = 0 and `read` = 1 and parent in ({_OURS}) and role in %(roles)s
	) rights
	union all
	select 'key', mine.name from ({keys.KEYS}) mine
	union all
	select 'pupil', held.open_for from ({keys.KEYS}) mine
	join `tabMentoring Case` held on held.mentor = mine.name where held.open_for is not null
	union all
	select 'event', staffed.parent from ({people.STAFFED}) staffed
	union all
	select 'coming', coming.student from ({people.COMING}) coming
"""


def doctypes_of_roles(user: str, roles: set[str]) -> set[str]:
	"""The app's doctypes that one of these roles of the user reads.

	Within `sharing.read_once` the user's keys, pupils and events are known from then on.
	"""
	values = {"roles": tuple(sorted(roles)), "user": user, "day": today()}
	found: dict[str, list[str]] = defaultdict(list)
	for kind, value in frappe.db.sql(FACTS, values):
		found[kind].append(value)
	sharing.know(
		user,
		mentor_keys=frozenset(found["key"]),
		mentored_pupils=frozenset(found["pupil"]),
		events_staffed=tuple(sorted(found["event"])),
		pupils_coming=frozenset(found["coming"]),
	)
	return set((found["right"][0] or "").split(",")) - {""}
