"""Rules that every record type of the app keeps. The types are found on the site: a new one is asked too."""

import re
from pathlib import Path

import frappe
import pytest
from frappe.model.base_document import get_controller

from learning_mentor import hooks, permissions
from learning_mentor.case_record import CaseRecord
from learning_mentor.data_protection import consents
from learning_mentor.rows import ProtectedRow
from tests.security import policy

APP = "learning_mentor"
NEVER_IN_THE_DESK = {"Guardian", "Student", "All", "Guest", "Desk User"}
MASTERS = {
	"Mentoring Need",
	"Mentoring Strategy",
	"Mentoring Scale",
	"Mentoring Visit Purpose",
	"Mentoring School",
	"Support Agency",
}
# Record types of which a site gets ever more, and what one of them has is asked for
GROWING = {
	*("Student", "Mentor Profile", "Mentoring Nomination", "Mentoring Case", "Mentoring Action Plan"),
	*("Mentoring Session", "Mentoring Group", "Mentoring Event", "Mentoring Event Registration"),
	*("Mentoring Home Visit", "Mentoring Referral", "Support Agency", "Mentoring Outside Link"),
	*("Mentoring Transition Plan", "Mentoring Safeguarding Note"),
}
NOT_ABOUT_PEOPLE = {*MASTERS, "Mentoring Job Mark", "Mentoring Idempotency Key"}
TOTALS = {"Mentoring Kept Total"}
NO_PLACE_FOR_A_CONCERN = {
	"Mentoring Safeguarding Note",
	"Mentoring Outside Link",
	"Mentoring Outside Opening",
}
NEUTRAL_SERIES = re.compile(r"[A-Z]+-(\.YYYY\.-)?\.#+")
ABOUT_A_PUPIL = {"student", "student_name", "title", "first_name"}

pytestmark = pytest.mark.usefixtures("site")


def doctypes_of_the_app() -> list[str]:
	modules = frappe.get_all("Module Def", {"app_name": APP}, pluck="name", order_by="name")
	return frappe.get_all("DocType", {"module": ["in", modules]}, pluck="name", order_by="name")


def offenders(breaks_rule, child_tables: bool | None = None) -> list[str]:
	"""Doctypes that break a rule; of child tables alone, of others alone, or (None) of all."""
	metas = [frappe.get_meta(doctype) for doctype in doctypes_of_the_app()]
	asked = [meta for meta in metas if child_tables in (None, bool(meta.istable))]
	assert asked
	return [meta.name for meta in asked if breaks_rule(meta)]


def is_case_bound(meta) -> bool:
	return meta.has_field("case") and not meta.istable


def test_the_doctypes_are_found():
	assert {"Mentoring Case", "Mentoring Action Plan", "Mentoring Aim"} <= set(doctypes_of_the_app())


def test_every_doctype_has_a_rule():
	assert not offenders(lambda meta: meta.name not in permissions.RULES, child_tables=False)
	assert not offenders(lambda meta: meta.name not in permissions.PARENTS, child_tables=True)


def test_no_rule_is_for_a_doctype_that_is_gone():
	assert {*permissions.RULES, *permissions.PARENTS} == set(doctypes_of_the_app())


def test_every_rule_is_in_the_hooks_and_the_hooks_can_be_called():
	assert not offenders(lambda meta: meta.name not in hooks.permission_query_conditions)
	assert not offenders(lambda meta: meta.name not in hooks.has_permission, child_tables=False)
	for path in (*hooks.permission_query_conditions.values(), *hooks.has_permission.values()):
		assert callable(frappe.get_attr(path)), path


def test_each_hook_guards_its_own_doctype():
	for doctype, path in hooks.permission_query_conditions.items():
		condition = frappe.get_attr(path)("guest@example.com")
		assert not condition or f"`tab{doctype}`" in condition or permissions.NO_ROW in condition, doctype


def test_a_child_table_names_every_doctype_that_holds_it():
	for child, parents in permissions.PARENTS.items():
		holders = frappe.get_all(
			"DocField", {"options": child, "fieldtype": "Table"}, pluck="parent", order_by="parent"
		)
		assert set(holders) == set(parents), child


def test_a_stranger_gets_no_row_that_is_about_a_pupil():
	for doctype in doctypes_of_the_app():
		if permissions.RULES.get(doctype) is not permissions.ROLE_DECIDES and doctype in permissions.RULES:
			assert permissions.condition_for(doctype, "Guest") != permissions.EVERY_ROW, doctype


def test_rows_about_a_pupil_are_never_left_to_the_roles():
	assert not offenders(
		lambda meta: meta.has_field("student") and permissions.RULES[meta.name] is permissions.ROLE_DECIDES,
		child_tables=False,
	)


def test_what_those_who_see_every_pupil_or_nobody_may_see_is_never_left_to_the_roles():
	"""An admin may give any role any right: what is theirs alone stays so."""
	for doctype, seen_by in policy.WHO_SEES.items():
		if doctype not in TOTALS and not seen_by(policy.OWN) - policy.WHOLE_SCHOOL:
			assert permissions.RULES.get(doctype) is not permissions.ROLE_DECIDES, doctype


def test_every_row_of_a_case_hangs_on_its_mentor():
	assert not offenders(
		lambda meta: (
			is_case_bound(meta)
			and permissions.RULES[meta.name] not in (permissions.BY_MENTOR, permissions.BY_EITHER_MENTOR)
		)
	)


def test_guardians_pupils_and_everybody_have_no_right_in_the_desk():
	rights = frappe.get_all(
		"DocPerm", {"parent": ["in", doctypes_of_the_app()]}, ["parent", "role"], order_by="parent"
	)
	assert rights
	assert not [right for right in rights if right.role in NEVER_IN_THE_DESK]


def test_child_tables_have_no_rights_of_their_own():
	assert not offenders(lambda meta: bool(meta.permissions), child_tables=True)


def test_nobody_shares():
	"""A share would outlive the reassignment of a case."""
	assert not offenders(lambda meta: any(right.share for right in meta.permissions))


def test_nobody_deletes_what_is_about_a_pupil():
	assert not offenders(
		lambda meta: meta.name not in MASTERS and any(right.get("delete") for right in meta.permissions)
	)


def test_no_title_tells_a_pupil_s_name():
	assert not offenders(lambda meta: meta.title_field in ABOUT_A_PUPIL)


def test_nothing_is_in_the_global_search():
	assert not offenders(
		lambda meta: (
			meta.get("show_name_in_global_search") or any(field.in_global_search for field in meta.fields)
		)
	)


def test_link_searches_do_not_go_through_pupils_names():
	assert not offenders(lambda meta: not ABOUT_A_PUPIL.isdisjoint(meta.get_search_fields()))


def test_names_are_neutral_series():
	assert not offenders(
		lambda meta: (
			not meta.issingle
			and meta.name not in NOT_ABOUT_PEOPLE
			and meta.autoname != "hash"
			and not NEUTRAL_SERIES.fullmatch(meta.autoname or "")
		),
		child_tables=False,
	)


def test_no_two_record_types_count_in_one_series():
	"""The gaps of one would tell how often the other was written."""
	metas = [frappe.get_meta(doctype) for doctype in doctypes_of_the_app()]
	series = [meta.autoname.partition(".")[0] for meta in metas if "#" in (meta.autoname or "")]
	assert len(series) == len(set(series)), sorted(series)


def test_every_consent_with_a_day_is_in_the_register():
	holders = [source.table or source.doctype for source in consents.SOURCES]
	days = ("consent_on", "given_on", "agreed_on")
	holders.append("Mentoring Aim")  # what pupils want is agreed with them, and no consent
	missing = offenders(lambda meta: any(map(meta.has_field, days)) and meta.name not in holders)
	assert not missing


def test_a_concern_is_raised_from_every_record_of_a_pupil_that_mentors_read():
	script = frappe.get_app_path(APP, "public", "js", "desk", "concern.js")
	listed = re.findall(r'\t"(.+)",', Path(script).read_text().partition("]")[0])
	read = {
		meta.name
		for meta in map(frappe.get_meta, doctypes_of_the_app())
		if meta.has_field("student") and any(right.role == "Learning Mentor" for right in meta.permissions)
	}
	assert set(listed) == {"Student", *read} - NO_PLACE_FOR_A_CONCERN


def test_rows_are_written_through_their_parent_alone():
	assert not offenders(
		lambda meta: not issubclass(get_controller(meta.name), ProtectedRow), child_tables=True
	)


def test_records_of_a_case_share_one_base():
	bound = offenders(is_case_bound)
	assert bound
	assert not [doctype for doctype in bound if not issubclass(get_controller(doctype), CaseRecord)]


def test_a_document_knows_the_row_that_it_was_read_from():
	"""Where rows are hidden from somebody who may write others of their kind."""
	for doctype, rule in permissions.RULES.items():
		is_open = rule is permissions.ROLE_DECIDES and doctype not in permissions.scope.KINDS
		if not is_open and rule is not permissions.NOBODY:
			assert issubclass(get_controller(doctype), permissions.KnowsItsRow), doctype


def test_lists_by_access_key_have_their_index():
	for doctype, rule in permissions.RULES.items():
		if rule in (permissions.BY_MENTOR, permissions.BY_EITHER_MENTOR):
			assert ["mentor", "modified"] in indexes_of(doctype), doctype


def test_what_a_record_belongs_to_is_found_by_an_index():
	"""Forms, pages and jobs ask for all of a pupil, a case, a plan; Frappe does before it deletes one."""
	for doctype in (*permissions.RULES, *permissions.PARENTS):
		meta = frappe.get_meta(doctype)
		links = [] if meta.issingle else [df for df in meta.get_link_fields() if df.options in GROWING]
		first = {columns[0] for columns in indexes_of(doctype)} if links else set()
		assert not {df.fieldname for df in links} - first, doctype


def test_teachers_nominations_have_their_index():
	assert ["owner", "modified"] in indexes_of("Mentoring Nomination")


def indexes_of(doctype: str) -> list[list[str]]:
	"""The columns of each index of a doctype's table, in order."""
	columns: dict[str, list[str]] = {}
	for row in frappe.db.sql(f"show index from `tab{doctype}`", as_dict=True):
		columns.setdefault(row.Key_name, []).append((row.Seq_in_index, row.Column_name))
	return [[column for _place, column in sorted(index)] for index in columns.values()]


def test_one_open_record_is_the_database_s_rule_too():
	for doctype in ("Mentoring Nomination", "Mentoring Case", "Mentoring Action Plan"):
		unique = frappe.db.sql(f"show index from `tab{doctype}` where Non_unique = 0", as_dict=True)
		assert "open_for" in {row.Column_name for row in unique}, doctype


def test_every_list_states_its_order():
	assert not offenders(lambda meta: not meta.sort_field or not meta.sort_order)


def test_changes_of_records_are_tracked():
	assert not offenders(lambda meta: not meta.track_changes, child_tables=False)


def test_what_the_server_sets_cannot_be_typed():
	"""Fields that rules rest on are read only on every form."""
	set_by_server = {"open_for", "authors", "approved_by", "approved_on", "decided_by", "nominated_by"}
	typed = [
		f"{meta.name}.{field.fieldname}"
		for meta in map(frappe.get_meta, doctypes_of_the_app())
		for field in meta.fields
		if field.fieldname in set_by_server and not (field.read_only and (meta.istable or field.no_copy))
	]
	assert not typed
