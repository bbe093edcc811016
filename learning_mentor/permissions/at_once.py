"""All that the conditions of many doctypes rest on, in one query, for lists of what refers to our records."""

import frappe
from frappe.utils import today

from learning_mentor.permissions import keys, people, sharing
from learning_mentor.permissions.table import RULES

_OURS = ", ".join(f"'{doctype}'" for doctype in RULES)  # letters and spaces

# As text it costs a fifth of the same query built by frappe.qb. Where a site has rights of its own for a
# doctype, they count alone; in one row, since each row costs more than a name within one.
FACTS = f"""
	select 'right', group_concat(rights.parent), null from (
		select parent from `tabDocPerm`
		where permlevel = 0 and `read` = 1 and parent in ({_OURS}) and role in %(roles)s
			and parent not in (select parent from `tabCustom DocPerm`)
		union select parent from `tabCustom DocPerm`
		where permlevel = 0 and `read` = 1 and parent in ({_OURS}) and role in %(roles)s
	) rights
	union all select 'key', mine.name, held.open_for from ({keys.KEYS}) mine
	left join `tabMentoring Case` held on held.mentor = mine.name and held.open_for is not null
	union all select 'event', staff.parent, coming.student from `tabMentoring Event Staff` staff
	left join `tabMentoring Event` held on held.name = staff.parent and {people.GOING_ON}
	left join `tabMentoring Event Registration` coming on coming.event = held.name and {people.COMING}
	where {people.ON_STAFF}
"""


def doctypes_of_roles(user: str, roles: set[str]) -> set[str]:
	"""The app's doctypes that one of these roles of the user reads.

	Within `sharing.read_once` the user's keys, pupils and events are known from then on.
	"""
	values = {"roles": tuple(sorted(roles)), "user": user, "day": today()}
	rights, *rows = sorted(frappe.db.sql(FACTS, values), key=lambda row: row[0] != "right")
	sharing.know(
		user,
		mentor_keys=frozenset(name for kind, name, _pupil in rows if kind == "key"),
		mentored_pupils=frozenset(pupil for kind, _name, pupil in rows if kind == "key" and pupil),
		events_staffed=tuple(sorted({name for kind, name, _pupil in rows if kind == "event"})),
		pupils_coming=frozenset(pupil for kind, _name, pupil in rows if kind == "event" and pupil),
	)
	return set(rights[1].split(",")) if rights[1] else set()
