"""The canary matrix: fifteen actors, every record type, every way that Frappe opens to it.

What may be seen is `policy.py`'s word, never the app's. docs/security-testing.md tells how to add a type.
"""

import frappe
import pytest

from tests.security import paths, policy, seeds, traces
from tests.security.canaries import app_doctypes
from tests.security.lane import text_of

ASKS_FOR_MISSING = (policy.MENTOR, policy.SYSTEM_MANAGER, policy.GUARDIAN)
TRACES = (
	"Comment",
	"Version",
	"Communication",
	"ToDo",
	"Tag Link",
	"Activity Log",
	"Email Queue",
	"Deleted Document",
	"Notification Log",
	"File",
)

pytestmark = pytest.mark.usefixtures("no_leak")


@pytest.fixture(scope="module")
def doctypes(world) -> list[str]:
	return app_doctypes()


def test_every_record_type_is_in_the_policy_and_seeded(world):
	known = [*app_doctypes(), *app_doctypes(singles=True)]
	for doctype in known:
		assert doctype in policy.WHO_SEES, (
			f"{doctype} is not in the canary matrix. Add a line to WHO_SEES in tests/security/policy.py that "
			"says who sees it and, if its fields' types do not tell enough, a @seed function in seeds.py."
		)
		assert [name for (kind, _situation), name in world.records.items() if kind == doctype], (
			f"{doctype} has no canaries: let situations_of in tests/security/seeds.py name its situations."
		)
	held = {canary.doctype for canary in world.aviary.known.values()}
	for child in app_doctypes(tables=True):
		assert child in held or not paths.text_fields(child), f"{child} has no canaries: seed a parent of it."
	assert set(policy.WHO_SEES) <= {*known, *policy.TRACES}


@pytest.mark.parametrize("actor", policy.ACTORS)
def test_lists(world, lane, tally, doctypes, actor):
	for doctype in doctypes:
		hidden = world.hidden_from(actor, doctype)
		for way, ask in paths.ways(paths.LISTS, actor, doctype):
			response = ask(lane(actor), doctype)
			found = tally.check(actor, way, doctype, response)
			text = text_of(response)
			if doctype != "Mentor Profile" and any(f'"{name}"' in text for name in hidden):
				tally.note(actor, way, doctype, "names a hidden record")
			if way == "client list" and _is_to_be_seen(actor, doctype):
				assert found, f"{way} of {doctype} shows nothing to {actor}: the matrix asks in vain"


def _is_to_be_seen(actor: str, doctype: str) -> bool:
	first = next(iter(seeds.situations_of(doctype)), policy.OWN)
	return bool(paths.text_fields(doctype)) and actor in policy.WHO_SEES[doctype](first)


@pytest.mark.parametrize("actor", policy.ACTORS)
def test_hidden_records_are_as_missing_ones(world, lane, tally, doctypes, actor):
	for doctype in doctypes:
		hidden = world.hidden_from(actor, doctype)
		for way, ask in paths.ways(paths.RECORDS, actor, doctype) if hidden else ():
			response = ask(lane(actor), doctype, hidden[0])
			tally.check(actor, way, doctype, response, asked=hidden[0])
			if actor in ASKS_FOR_MISSING:
				_compare(tally, actor, way, doctype, hidden[0], response, lane(actor), ask)
		for name in hidden[1:]:
			tally.check(actor, "rest", doctype, paths.rest(lane(actor), doctype, name), asked=name)


def _compare(tally, actor, way, doctype, name, response, lane, ask) -> None:
	if doctype in policy.DIRECTORY_TYPES and way in ("link check", "link title"):
		return
	missing = f"{name[:-3]}000"
	without = ask(lane, doctype, missing)
	told = (response.status_code, response.get_data(as_text=True).replace(name, "NAME"))
	if told != (without.status_code, without.get_data(as_text=True).replace(missing, "NAME")):
		tally.note(
			actor,
			way,
			doctype,
			f"a hidden record answers {told}, a missing one {without.get_data(as_text=True)}",
		)


def test_readers_do_read(world, lane, tally):
	"""The same ways show the record to whoever may see it: the matrix does not pass because all is broken."""
	for actor, doctype in ((policy.MENTOR, "Mentoring Case"), (policy.LEAD, "Mentoring Session")):
		name = world.records[doctype, policy.OWN]
		for way in ("rest", "client get", "form load", "single value", "link check", "print page", "print"):
			found = tally.check(actor, way, doctype, paths.RECORDS[way](lane(actor), doctype, name))
			assert {canary for canary in found if canary.name == name}, f"{way} shows nothing to {actor}"


@pytest.mark.parametrize("actor", policy.STAFF)
def test_totals_count_what_may_be_listed(world, lane, tally, doctypes, actor):
	for doctype in doctypes:
		names = [name for (kind, _situation), name in world.records.items() if kind == doctype]
		hidden = world.hidden_from(actor, doctype)
		filters = [[doctype, "name", "in", names]]
		for way, ask in paths.TOTALS.items():
			response = ask(lane(actor), doctype, filters)
			tally.check(actor, way, doctype, response)
			number = paths.number_in(response)
			if number not in (None, len(names) - len(hidden)):
				tally.note(
					actor, way, doctype, f"counts {number} of {len(names)}, {len(hidden)} of them hidden"
				)


@pytest.mark.parametrize("actor", policy.STAFF)
def test_rows_of_child_tables(world, lane, tally, actor):
	for child in app_doctypes(tables=True):
		holders = frappe.get_all(
			"DocField", {"options": child, "fieldtype": "Table"}, pluck="parent", order_by="name"
		)
		for parent in holders:
			tally.check(actor, "child rows", child, paths.child_rows(lane(actor), child, parent))
		tally.check(actor, "rest list", child, paths.rest_list(lane(actor), child))
		row = next((name for kind, name in world.rows if kind == child), None)
		if row:
			tally.check(actor, "child row", child, paths.child_row(lane(actor), child, holders[0], row))


@pytest.mark.parametrize("actor", policy.STAFF)
def test_linked_records_are_not_read_along(world, lane, tally, doctypes, actor):
	ours = set(doctypes)
	for doctype in doctypes:
		for link, target in paths.links_to_ours(doctype, ours):
			response = paths.joined(lane(actor), doctype, link, paths.text_fields(target))
			tally.check(actor, f"join over {link}", doctype, response)


@pytest.mark.parametrize("actor", policy.ACTORS)
@pytest.mark.parametrize("trace", TRACES)
def test_what_frappe_keeps_beside_records(world, lane, tally, actor, trace):
	tally.check(actor, "rest list", trace, paths.rest_list(lane(actor), trace))
	rows = [name for kind, name in world.rows if kind == trace]
	for name in rows[:: max(1, len(rows) // 4)]:
		tally.check(actor, "rest", trace, paths.rest(lane(actor), trace, str(name)))


@pytest.mark.parametrize("actor", [policy.UNASSIGNED_TEACHER, policy.MENTOR, policy.SYSTEM_MANAGER])
def test_logs_and_queues_that_name_a_case(world, lane, tally, actor):
	for trace, (_kind, named, _text) in traces.SCARCE_TRACES.items():
		answers = [("rest list", paths.rest_list(lane(actor), trace))]
		for row in [name for kind, name in world.rows if kind == trace]:
			answers.append(("rest", paths.rest(lane(actor), trace, str(row))))
		for way, answer in answers:
			tally.check(actor, way, trace, answer)
			text = text_of(answer).replace('": "', '":"')
			for name in world.hidden_from(actor, "Mentoring Case"):
				if f'"{named}":"{name}"' in text:
					tally.note(actor, way, trace, "names a hidden record")


@pytest.mark.parametrize("actor", policy.ACTORS)
def test_files_are_as_open_as_their_record(world, lane, tally, actor):
	for (doctype, name), (_row, address) in world.attachments.items():
		situation = next(
			each for (kind, each), known in world.records.items() if (kind, known) == (doctype, name)
		)
		if situation not in (policy.OWN, policy.OTHER, policy.CONFIDENTIAL):
			continue
		asked = lane(actor).open("GET", address)
		found = tally.check(actor, "private file", doctype, asked)
		assert bool(found) == policy.sees(actor, doctype, situation), (
			actor,
			doctype,
			situation,
			asked.status_code,
		)
		if not found:
			tally.check(actor, "download", doctype, lane(actor).ask("download_file", file_url=address))
	zipped = lane(actor).ask(
		"frappe.core.api.file.zip_files", files=[row for row, _address in world.attachments.values()]
	)
	tally.check(actor, "files in a zip", "File", zipped)


@pytest.mark.parametrize("actor", policy.STAFF)
def test_a_pupil_s_page_tells_of_no_mentoring(world, lane, tally, actor):
	"""A teacher may read the Student; how many records of ours hang on it is not told."""
	for situation, pupil in world.pupils.items():
		asked = lane(actor)
		linked = asked.ask("frappe.desk.form.linked_with.get", doctype="Student", docname=pupil.name)
		tally.check(actor, "connections", "Student", linked)
		items = ["Mentoring Case", "Mentoring Nomination", "Mentoring Safeguarding Note"]
		counted = asked.ask(
			"frappe.desk.notifications.get_open_count", doctype="Student", name=pupil.name, items=items
		)
		tally.check(actor, "numbers of connections", "Student", counted)
		for each in counted.json.get("message", {}).get("count", []) if counted.status_code == 200 else ():
			if each.get("count") and not policy.sees(actor, each["name"], situation):
				tally.note(actor, "numbers of connections", each["name"], f"counts {each['count']}")


@pytest.mark.parametrize("actor", policy.ACTORS)
def test_searches_over_everything(world, lane, tally, actor):
	for word in ("zqx", "MC-", "xqz"):
		tally.check(
			actor, "global search", word, lane(actor).ask("frappe.utils.global_search.search", text=word)
		)
		tally.check(
			actor, "web search", word, lane(actor).ask("frappe.utils.global_search.web_search", text=word)
		)
		tally.check(
			actor,
			"file search",
			word,
			lane(actor).ask("frappe.core.api.file.get_files_by_search_text", text=word),
		)
	tally.check(actor, "notices", "all", lane(actor).ask(NOTICES, limit=500))
	tally.check(
		actor,
		"versions",
		"all",
		lane(actor).ask(
			VERSIONS, doctype="Version", txt="", searchfield="name", start=0, page_len=500, filters=[]
		),
	)


NOTICES = "frappe.desk.doctype.notification_log.notification_log.get_notification_logs"
VERSIONS = "frappe.utils.diff.version_query"


@pytest.mark.parametrize("actor", policy.STAFF)
def test_reports(world, lane, tally, actor):
	reports = frappe.get_all("Report", {"module": "Learning Mentor"}, pluck="name", order_by="name")
	assert reports
	for report in reports:
		for situation in policy.OF_PUPILS:
			filters = {
				"case": world.records["Mentoring Case", situation],
				"from_date": "2000-01-01",
				"to_date": "2100-01-01",
			}
			asked = {"report_name": report, "filters": filters}
			tally.check(actor, "report", report, lane(actor).ask("frappe.desk.query_report.run", **asked))
		column = {"link_field": "case", "fieldname": "strengths", "doctype": "Mentoring Case"}
		asked |= {"custom_columns": [{**column, "fieldtype": "Data", "label": "x", "insert_after_index": 0}]}
		tally.check(
			actor, "report with a column", report, lane(actor).call("frappe.desk.query_report.run", **asked)
		)
		tally.check(
			actor,
			"export of a report",
			report,
			lane(actor).call(
				"frappe.desk.query_report.export_query", **asked, file_format_type="CSV", visible_idx=[0]
			),
		)


def test_nothing_was_written_to_the_error_log(world):
	texts = frappe.get_all("Error Log", fields=["error"], pluck="error", order_by="creation desc", limit=50)
	assert not world.aviary.found_in("\n".join(filter(None, texts)))


def test_the_figures(world, tally, capsys):
	with capsys.disabled():
		print(f"\ncanary matrix: {len(world.aviary.known)} canaries, {tally.cells} cells tried, 0 leaks")
	assert tally.cells
