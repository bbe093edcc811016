"""What a Frappe admin looks for first: every record type and every record of the desk is asked."""

import json
from pathlib import Path

import frappe
import pytest

from tests.schema.test_schema import doctypes_of_the_app

pytestmark = pytest.mark.usefixtures("site")

APP = Path(frappe.get_app_path("learning_mentor"))
MODULE = APP / "learning_mentor"

# Nothing of ours refers to them, and they to nothing that a form may show.
NO_CONNECTIONS = {
	"Mentoring Access Request",  # the pack lists its contents
	"Mentoring Calendar Link",
	"Mentoring Disposal",  # its lines name what is gone
	"Mentoring Idempotency Key",
	"Mentoring Import",  # its rows become records without looking back
	"Mentoring Job Mark",
	"Mentoring Kept Total",  # of pupils who are forgotten
	"Mentoring Medical Note",  # its pupil's form is Education's
	"Mentoring Notice",
	"Mentoring Read Log",
	"Mentoring Retention Rule",
	"Mentoring Safeguarding Entry",  # read within its note alone
	"Mentoring Strategy",  # chosen in rows of plans and visits
}
NO_FILTER = {
	"Mentoring Idempotency Key",
	"Mentoring Notice",
	"Mentoring Safeguarding Entry",
}  # nobody lists them
IN_NO_WORKSPACE = {
	"Mentoring Calendar Link",  # made on the portal's page
	"Mentoring Idempotency Key",
	"Mentoring Job Mark",
	"Mentoring Kept Total",  # shown by the report Mentoring Totals
	"Mentoring Notice",  # waits to be mailed
	"Mentoring Outside Opening",  # behind its link
	"Mentoring Safeguarding Entry",
	"Mentoring Visit Purpose",
}
TOO_LONG_FOR_A_PREVIEW = {"Small Text", "Text", "Long Text", "Text Editor", "Markdown Editor", "Code"}


def metas() -> list:
	found = [frappe.get_meta(doctype) for doctype in doctypes_of_the_app()]
	return [meta for meta in found if not meta.istable and not meta.issingle]


def script(meta, suffix: str) -> str:
	name = frappe.scrub(meta.name)
	path = MODULE / "doctype" / name / f"{name}_{suffix}.js"
	return path.read_text() if path.exists() else ""


def records(folder: Path) -> list[dict]:
	return [json.loads(path.read_text()) for path in sorted(folder.rglob("*.json"))]


def workspaces() -> list[dict]:
	return records(MODULE / "workspace")


def test_every_record_type_has_connections():
	without = {meta.name for meta in metas() if not meta.get_dashboard_data().transactions}
	assert without == NO_CONNECTIONS


def test_connections_lead_along_fields_that_exist():
	for meta in metas():
		data = meta.get_dashboard_data()
		for doctype in (each for group in data.transactions for each in group["items"]):
			inner = data.internal_links.get(doctype)
			field = data.non_standard_fieldnames.get(doctype, data.fieldname)
			holder, field = (meta, inner) if inner else (frappe.get_meta(doctype), field)
			assert holder.has_field(field), f"{meta.name}: {doctype} by {field}"


def test_every_status_has_its_colour_in_lists():
	for meta in metas():
		if not meta.has_field("status"):
			continue
		words = script(meta, "list")
		missing = [
			status
			for status in meta.get_field("status").options.split("\n")
			if f"{status}:" not in words and f'"{status}"' not in words
		]
		assert meta.name == "Mentor Profile" or not missing, f"{meta.name}: {missing}"


def test_every_list_can_be_narrowed():
	without = {meta.name for meta in metas() if not any(field.in_standard_filter for field in meta.fields)}
	assert without == NO_FILTER


def test_previews_show_what_lists_show_and_no_texts():
	shown = [meta for meta in metas() if meta.show_preview_popup]
	assert shown
	for meta in shown:
		fields = [field for field in meta.fields if field.in_preview]
		assert fields, f"{meta.name}: Frappe would show all fields that have to be filled in"
		assert not [field.fieldname for field in fields if field.fieldtype in TOO_LONG_FOR_A_PREVIEW], (
			meta.name
		)


def test_every_record_type_is_found_from_a_workspace():
	linked = {link.get("link_to") for workspace in workspaces() for link in workspace["links"]}
	hidden = {meta.name for meta in metas()} - linked
	assert hidden <= IN_NO_WORKSPACE


def test_what_a_workspace_shows_is_there():
	tables = {
		"number_card": ("number_cards", "number_card_name"),
		"chart": ("charts", "chart_name"),
		"quick_list": ("quick_lists", "quick_list_name"),
		"shortcut": ("shortcuts", "shortcut_name"),
	}
	for workspace in workspaces():
		blocks = json.loads(workspace["content"])
		for kind, (table, key) in tables.items():
			shown = {block["data"][key] for block in blocks if block["type"] == kind}
			assert shown == {row["label"] for row in workspace[table]}, (workspace["name"], kind)
		cards = {block["data"]["card_name"] for block in blocks if block["type"] == "card"}
		breaks = {link["label"] for link in workspace["links"] if link["type"] == "Card Break"}
		assert cards == breaks, workspace["name"]
		assert workspace["roles"], workspace["name"]


def test_no_number_of_links_is_out_of_date():
	for workspace in workspaces():
		counted = {}
		for link in workspace["links"]:
			if link["type"] == "Card Break":
				label = link["label"]
				counted[label] = [link["link_count"], 0]
			else:
				counted[label][1] += 1
		assert not {label: pair for label, pair in counted.items() if pair[0] != pair[1]}, workspace["name"]


def test_the_records_of_the_desk_are_on_the_site():
	for doctype in ("Workspace", "Number Card", "Dashboard Chart", "Form Tour", "Onboarding Step"):
		for record in records(MODULE / frappe.scrub(doctype)):
			assert frappe.db.exists(doctype, record["name"]), (doctype, record["name"])
	steps = frappe.get_doc("Module Onboarding", "Learning Mentor").get_steps()
	assert len(steps) == 8


def test_tours_stop_at_fields_that_exist():
	for tour in records(MODULE / "form_tour"):
		meta = frappe.get_meta(tour["reference_doctype"])
		for step in tour["steps"]:
			field = meta.get_field(step["fieldname"])
			assert field and not field.hidden, (tour["name"], step["fieldname"])


def test_filters_of_cards_and_charts_name_fields_and_choices_that_exist():
	for record in (*records(MODULE / "number_card"), *records(MODULE / "dashboard_chart")):
		meta = frappe.get_meta(record["document_type"])
		for _doctype, fieldname, operator, value, *_more in json.loads(record["filters_json"]):
			field = meta.get_field(fieldname)
			assert field, (record["name"], fieldname)
			if field.fieldtype == "Select" and operator in ("=", "!=", "in"):
				values = value if isinstance(value, list) else [value]
				assert set(values) <= set(field.options.split("\n")), record["name"]
		for fieldname in filter(None, (record.get("based_on"), record.get("group_by_based_on"))):
			assert meta.has_field(fieldname), (record["name"], fieldname)


def test_boards_have_the_columns_of_their_field():
	from learning_mentor.setup.boards import BOARDS

	for name, seed in BOARDS.items():
		board = frappe.get_doc("Kanban Board", name)
		meta = frappe.get_meta(seed.document_type)
		assert {row.column_name for row in board.columns} <= set(meta.get_field("status").options.split("\n"))
		assert all(meta.has_field(field) for field in seed.fields)
		assert {row.order for row in board.columns} == {"[]"}


def test_sidebars_and_icons_of_version_16_lead_somewhere():
	for sidebar in records(APP / "workspace_sidebar"):
		for item in sidebar["items"]:
			if item["type"] == "Link":
				assert frappe.db.exists(item["link_type"], item["link_to"]), item["link_to"]
	titles = {sidebar["title"] for sidebar in records(APP / "workspace_sidebar")}
	icons = records(APP / "desktop_icon")
	assert titles == {icon["link_to"] for icon in icons if icon["icon_type"] == "Link"}
	logos = {icon["logo_url"] for icon in icons if icon["icon_type"] == "App"}
	logos |= {entry["logo"] for entry in frappe.get_hooks("add_to_apps_screen", app_name="learning_mentor")}
	for logo in logos:
		assert (APP / "public" / logo.removeprefix("/assets/learning_mentor/")).exists()
