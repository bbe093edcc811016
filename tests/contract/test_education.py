"""Whichever Education is installed has what learning_mentor relies on, and the app relies on no more."""

import frappe
import pytest
from frappe.model import child_table_fields, default_fields

from tests.contract import app_sources
from tests.contract.education_contract import (
	ERPNEXT_RECORD_TYPES,
	FILLED_IN,
	FOREIGN_PACKAGES,
	FRAPPE_16,
	FRAPPE_TABLES,
	NOT_STUDENTS,
	RECORD_TYPES,
	ROLES,
	SUBMITTABLE,
)

FIELDS = [(name, field) for name, fields in RECORD_TYPES.items() for field in fields]
CHILD_TABLES = {
	field.target for fields in RECORD_TYPES.values() for field in fields.values() if "Table" in field.types
}
FRAPPE_SETS = {*default_fields, *child_table_fields, "doctype"}


def described(named) -> list[str]:
	return sorted(f"{each.place}: {each.name}" for each in named)


def modules_of(app: str) -> list[str]:
	return frappe.get_all("Module Def", filters={"app_name": app}, pluck="name", order_by="name")


def record_types_of(app: str) -> set[str]:
	filters = {"module": ["in", modules_of(app)]}
	return set(frappe.get_all("DocType", filters=filters, pluck="name", order_by="name"))


@pytest.mark.parametrize("name", RECORD_TYPES)
def test_education_has_the_record_type(db, name):
	meta = frappe.get_meta(name)
	assert name in record_types_of("education")
	assert bool(meta.is_submittable) == (name in SUBMITTABLE)
	assert bool(meta.istable) == (name in CHILD_TABLES)


@pytest.mark.parametrize(("name", "fieldname"), FIELDS)
def test_education_has_the_field(db, name, fieldname):
	relied_on = RECORD_TYPES[name][fieldname]
	field = frappe.get_meta(name).get_field(fieldname)
	assert field, f"{name} has no field {fieldname}"
	assert field.fieldtype in relied_on.types
	if relied_on.target:
		assert field.options == relied_on.target
	if relied_on.options:
		assert relied_on.options <= set(field.options.split("\n"))


@pytest.mark.parametrize("name", FILLED_IN)
def test_education_asks_for_no_more_than_we_fill_in(db, name):
	asked = {field.fieldname for field in frappe.get_meta(name).fields if field.reqd and not field.default}
	assert asked - {"naming_series"} <= FILLED_IN[name]


@pytest.mark.parametrize("role", ROLES)
def test_education_gives_the_role_its_reading_rights(db, role):
	assert db.exists("Role", role)
	readable = {
		name
		for name in RECORD_TYPES
		for rule in frappe.get_meta(name).permissions
		if rule.role == role and rule.read and not rule.permlevel
	}
	assert ROLES[role] <= readable
	if role in NOT_STUDENTS:
		assert "Student" not in readable


def test_our_links_lead_to_ourselves_to_frappe_or_to_the_contract(db):
	known = record_types_of("learning_mentor") | record_types_of("frappe") | set(RECORD_TYPES)
	strangers = [
		f"{path}: {field['fieldname']} -> {field['options']}"
		for path, definition in app_sources.own_record_types()
		for field in definition["fields"]
		if field["fieldtype"] in ("Link", "Table", "Table MultiSelect") and field["options"] not in known
	]
	assert strangers == []


def test_our_fields_fetch_only_what_the_contract_lists(db):
	strangers = []
	for path, definition in app_sources.own_record_types():
		targets = {field["fieldname"]: field.get("options") for field in definition["fields"]}
		for field in definition["fields"]:
			source, _dot, fetched = field.get("fetch_from", "").partition(".")
			relied_on = RECORD_TYPES.get(targets.get(source))
			if relied_on is not None and fetched not in {*relied_on, "name"}:
				strangers.append(f"{path}: {field['fieldname']} <- {field['fetch_from']}")
	assert strangers == []


def test_our_sources_name_only_record_types_of_ours_of_frappe_or_of_the_contract(db):
	frappe_s = record_types_of("frappe") | FRAPPE_TABLES | FRAPPE_16
	known = record_types_of("learning_mentor") | frappe_s | set(RECORD_TYPES)
	assert described(named for named in app_sources.record_types() if named.name not in known) == []


def test_our_sources_name_only_fields_of_the_contract(db):
	strangers = [
		f"{named.place}: {named.record_type}.{named.field}"
		for named in app_sources.fields()
		if named.record_type in RECORD_TYPES
		and named.field not in FRAPPE_SETS
		and named.field not in RECORD_TYPES[named.record_type]
	]
	assert strangers == []


def test_our_sources_mention_no_other_record_type_of_education(db):
	others = record_types_of("education") - set(RECORD_TYPES)
	assert described(named for named in app_sources.strings() if named.name in others) == []


def test_our_sources_mention_no_record_type_of_erpnext():
	assert described(named for named in app_sources.strings() if named.name in ERPNEXT_RECORD_TYPES) == []


def test_our_sources_import_neither_erpnext_nor_education():
	prefixes = tuple(f"{package}." for package in FOREIGN_PACKAGES)
	imported = [named for named in app_sources.imported_packages() if named.name in FOREIGN_PACKAGES]
	by_path = [named for named in app_sources.strings() if named.name.startswith(prefixes)]
	assert described(imported + by_path) == []


def test_the_scan_sees_what_the_app_names():
	"""A scan that finds nothing passes every test above."""
	assert {"Student", "Program Enrollment", "Guardian"} <= {
		named.name for named in app_sources.record_types()
	}
	assert ("Student", "enabled") in {(named.record_type, named.field) for named in app_sources.fields()}
	assert "frappe" in {named.name for named in app_sources.imported_packages()}
