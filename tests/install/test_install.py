"""Installing, migrating, uninstalling and installing again, as a school's admin does it.

The tests of this file are one story and run in its order: each finds the site as the one before left it.
"""

from types import SimpleNamespace

import pytest

from tests.factories import STRATEGY
from tests.install.throwaway import CLONE, SETUP, ThrowawaySite
from tests.jobs import let_jobs_finish

APP = "learning_mentor"
OUR_ROLES = {"Learning Mentor", "Mentoring Coordinator", "Safeguarding Lead"}
# Education's, where it has made it; ours to add, never to take away
KEPT_ROLE = "tabRole\tGuardian"


@pytest.fixture(scope="module")
def throwaway():
	site = ThrowawaySite()
	try:
		site.make()
		site.command("install-app", "education")
		yield site
	finally:
		site.remove()


@pytest.fixture(scope="module")
def seen():
	"""What the tests before have seen of the site."""
	return SimpleNamespace()


def look(site: ThrowawaySite) -> SimpleNamespace:
	return SimpleNamespace(columns=site.columns(), indexes=site.indexes(), rows=site.rows())


def names(site: ThrowawaySite, table: str) -> set[str]:
	return {line.split("\t")[1] for line in site.rows() if line.startswith(f"{table}\t")}


def test_the_app_is_installed_with_its_roles_workflows_and_seeds(throwaway, seen):
	seen.before = look(throwaway)
	throwaway.command("install-app", APP)
	seen.installed = look(throwaway)
	assert APP in throwaway.command("list-apps")
	assert OUR_ROLES | {"Guardian"} <= names(throwaway, "tabRole")
	assert {"Mentoring Nomination", "Mentoring Action Plan"} <= names(throwaway, "tabWorkflow")
	assert {"Mentor", "Coordinator", "Nominating Teacher"} <= names(throwaway, "tabRole Profile")
	assert "Mentor" in names(throwaway, "tabModule Profile")
	assert len(names(throwaway, "tabMentoring Need")) == 12
	assert len(names(throwaway, "tabMentoring Strategy")) == 30
	desk = throwaway.sql(f"SELECT desk_access FROM {throwaway.database}.tabRole WHERE name = 'Guardian'")
	assert desk == ["0"]


def test_installing_leaves_the_records_of_others_alone(seen):
	assert seen.before.rows <= seen.installed.rows
	assert without_keys(seen.before.columns) <= without_keys(seen.installed.columns)


def without_keys(columns: set[str]) -> set[str]:
	"""Education's columns stay as they are; some get an index of ours (`setup.indexes`)."""
	return {column.rpartition("\t")[0] for column in columns}


@pytest.mark.parametrize("time", ["first", "second"])
def test_migrating_changes_nothing(throwaway, seen, time):
	before = throwaway.setup_rows()
	throwaway.command("migrate")
	after = look(throwaway)
	assert after.columns == seen.installed.columns
	assert after.indexes == seen.installed.indexes
	assert ours(after.rows) == ours(seen.installed.rows)
	assert {table: after for table, after in throwaway.setup_rows().items() if before[table] != after} == {}


def ours(rows: set[str]) -> set[str]:
	"""Rows of the app's own tables, and of those that it adds rows to."""
	tables = {*SETUP, "tabDocType", "tabDocField", "tabDocPerm", "tabWorkspace", "tabPage", "tabCustom Field"}
	return {row for row in rows if row.split("\t")[0] in tables or row.startswith("tabMentor")}


def test_migrating_keeps_what_an_admin_has_changed(throwaway):
	database = throwaway.database
	throwaway.sql(
		f"UPDATE {database}.`tabEmail Template` SET subject = 'Ours' WHERE name LIKE 'Mentoring:%';"
		f"UPDATE {database}.`tabWorkflow Transition` SET allowed = 'Academics User'"
		" WHERE parent = 'Mentoring Nomination' AND action = 'Decline';"
		f"UPDATE {database}.`tabMentoring Need` SET weight = 9;"
		f"DELETE FROM {database}.`tabMentoring Strategy` WHERE name <> '{STRATEGY}' LIMIT 1;"
		f"UPDATE {database}.tabSingles SET value = 8 WHERE field = 'review_cycle_weeks'"
	)
	before = throwaway.setup_rows()
	throwaway.command("migrate")
	assert throwaway.setup_rows() == before


def test_uninstalling_leaves_nothing(throwaway, seen):
	tell_story(throwaway, "people")
	with_people = throwaway.rows()
	tell_story(throwaway, "plan")
	assert names(throwaway, "tabMentoring Action Plan")
	# a job that runs while an app leaves the site lets Frappe remember the list of apps from before
	let_jobs_finish(throwaway.name)
	throwaway.command("uninstall-app", APP, "--yes", "--no-backup")
	let_jobs_finish(throwaway.name)  # and so does one that uninstalling has asked for
	throwaway.command("clear-cache")
	after = look(throwaway)
	assert APP not in throwaway.command("list-apps")
	assert after.columns == seen.before.columns
	assert after.indexes == seen.before.indexes
	of_the_school = (with_people - seen.installed.rows) | seen.before.rows
	left = after.rows - of_the_school
	assert left == {KEPT_ROLE}, "\n".join(sorted(left))
	assert seen.before.rows <= after.rows


def tell_story(site: ThrowawaySite, part: str) -> None:
	site.python(str(CLONE / "tests" / "install" / "make_story.py"), part)


def test_nobody_keeps_a_role_of_the_app(throwaway):
	roles = ", ".join(f"'{role}'" for role in OUR_ROLES)
	for table in ("tabHas Role", "tabDocPerm", "tabCustom DocPerm", "tabWorkflow Transition"):
		column = "allowed" if table == "tabWorkflow Transition" else "role"
		query = f"SELECT parent FROM {throwaway.database}.`{table}` WHERE {column} IN ({roles})"
		assert throwaway.sql(query) == [], table


def test_no_word_about_a_pupil_stays(throwaway):
	"""Deleted records leave copies and log lines in Frappe's own tables: none may name ours."""
	for table, column in (
		("tabDeleted Document", "deleted_doctype"),
		("tabVersion", "ref_doctype"),
		("tabComment", "reference_doctype"),
		("tabToDo", "reference_type"),
		("tabNotification Log", "document_type"),
		("tabFile", "attached_to_doctype"),
		("tabTag Link", "document_type"),
		("__global_search", "doctype"),
	):
		query = f"SELECT count(*) FROM {throwaway.database}.`{table}` WHERE `{column}` LIKE 'Mentor%'"
		assert throwaway.sql(query) == ["0"], table
	assert not list((throwaway.folder / "private" / "files").glob("agreement*"))


def test_the_app_is_installed_again_as_the_first_time(throwaway, seen):
	throwaway.command("install-app", APP)
	again = look(throwaway)
	assert again.columns == seen.installed.columns
	assert again.indexes == seen.installed.indexes
	assert stable(ours(again.rows)) == stable(ours(seen.installed.rows))


def stable(rows: set[str]) -> set[str]:
	"""Rows whose names are not random: those of child tables are."""
	random = ("tabDocField", "tabDocPerm", "tabWorkflow Document State", "tabWorkflow Transition")
	seeded = (
		"tabMentoring Strategy ",
		"tabMentoring Scale ",
		"tabMentoring Risk Question",
		"tabMentoring Transition Template",
		"tabMentoring Notice Setting",
	)
	return {row for row in rows if not row.startswith((*random, *seeded))}
