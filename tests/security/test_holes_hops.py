"""Holes found in what Frappe opens, each with a test.

What leads to a record by way of another: files of mails, changes of comments, jobs, filters that people keep.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import frappe
import pytest

from learning_mentor import hooks
from learning_mentor.guards import files, leads
from tests.conftest import session_of
from tests.security import policy
from tests.security.holes import CASE, refused, there_is
from tests.security.lane import text_of

WORD = "zqx-second-hand"
ADDRESS = f"/private/files/{WORD}.txt"
NUMBERS = count(9_000_000)  # names of what Frappe numbers
DRIVERS = ("Comment", "Communication", "ToDo")


def about(doctype: str, kind: str, name: str, **values):
	"""A row of Frappe's that refers to a record, as the database gets it."""
	fields = leads.REFERENCES[doctype]
	doc = frappe.new_doc(doctype).update({**dict(zip(fields, (kind, name), strict=True)), **values})
	is_numbered = "int" in frappe.db.get_column_type(doctype, "name")
	doc.name = next(NUMBERS) if is_numbered else frappe.generate_hash(length=10)
	return doc


@contextmanager
def file_of(row, owner: str = "Administrator") -> Iterator:
	"""A file that hangs on the row, on the disk too."""
	values = {"file_url": ADDRESS, "file_name": f"{WORD}.txt", "is_private": 1, "owner": owner}
	file, place = (
		about("File", row.doctype, row.name, **values),
		Path(frappe.get_site_path(ADDRESS.lstrip("/"))),
	)
	place.write_text(WORD)
	try:
		with there_is(row), there_is(file):
			yield file
	finally:
		place.unlink()


@pytest.mark.parametrize("driver", DRIVERS)
@pytest.mark.parametrize("actor", [policy.UNASSIGNED_TEACHER, policy.MENTOR, policy.SYSTEM_MANAGER])
def test_files_of_what_is_about_a_record_are_as_open_as_the_record(world, lane, driver, actor):
	row = about(driver, CASE, world.records[CASE, policy.OTHER], content="x", description="x")
	with file_of(row) as file:
		asked = lane(actor)
		listed = asked.ask("frappe.client.get_list", doctype="File", fields=["file_url"], limit_page_length=0)
		assert WORD not in text_of(listed)
		claim = {"file_name": "mine.txt", "file_url": ADDRESS, "is_private": 1}
		assert asked.open("POST", "/api/resource/File", claim).status_code in (403, 417)
		assert asked.open("GET", ADDRESS).status_code == 403
		refused(asked, "frappe.core.api.file.zip_files", files=[file.name])
		with session_of(world.users[policy.OTHER_MENTOR]):
			assert not files.claims_hidden_file(frappe._dict(file_url=ADDRESS))


def test_other_files_of_mails_stay_open_to_whoever_added_them(world, lane):
	mail = about("Communication", "User", world.users[policy.MENTOR], content="x")
	with file_of(mail, world.users[policy.UNASSIGNED_TEACHER]):
		assert WORD in text_of(lane(policy.UNASSIGNED_TEACHER).open("GET", ADDRESS))


def test_who_mailed_a_file_does_not_keep_it(world, lane):
	mail = about("Communication", CASE, world.records[CASE, policy.FORMER], content="x")
	with file_of(mail, world.users[policy.REMOVED_MENTOR]):
		assert lane(policy.REMOVED_MENTOR).open("GET", ADDRESS).status_code == 403


@pytest.mark.parametrize("driver", DRIVERS)
def test_changes_and_copies_of_what_is_about_a_record_are_as_open_as_the_record(world, lane, driver):
	row = about(driver, CASE, world.records[CASE, policy.OTHER], content="x", description="x")
	change = about("Version", driver, row.name, data=WORD)
	gone = about("Deleted Document", driver, "gone", data=frappe.as_json({**row.as_dict(), "content": WORD}))
	other = about("Deleted Document", driver, "gone too", data='{"reference_doctype": "User"}')
	admin = lane(policy.SYSTEM_MANAGER)
	with there_is(row), there_is(change), there_is(gone), there_is(other):
		for hidden in (change, gone):
			asked = {"doctype": hidden.doctype, "fields": ["name", "data"], "limit_page_length": 0}
			assert WORD not in text_of(admin.ask("frappe.client.get_list", **asked))
			assert admin.open("GET", f"/api/resource/{hidden.doctype}/{hidden.name}").status_code == 403
		assert admin.open("GET", f"/api/resource/Deleted Document/{other.name}").status_code == 200


def test_a_reference_leads_over_some_steps(world, db):
	case = world.records[CASE, policy.OWN]
	task = about("ToDo", CASE, case, description="x")
	mail = about("Communication", "ToDo", task.name, content="x")
	for row in (task, mail):
		row.db_insert()
	assert leads.ours_of("Communication", mail.name) == (CASE, case)
	assert leads.ours_of("Communication", mail.name, steps=1) is None
	assert leads.ours_of("Communication", "no such mail") is leads.ours_of("User", "x") is None


def test_mails_that_wait_are_as_open_as_what_they_are_about(world, db):
	task = about("ToDo", CASE, world.records[CASE, policy.OTHER], description="x")
	comment = about("Comment", "ToDo", task.name, content="x")
	file, mail = about("File", "Comment", comment.name), about("Email Queue", "ToDo", task.name, message="x")
	for row in (task, comment, file, mail):
		row.db_insert()
	user = world.users[policy.SYSTEM_MANAGER]
	for row in (comment, file, mail):
		rows = frappe.call(hooks.permission_query_conditions[row.doctype], user=user)
		found = f"select name from `tab{row.doctype}` where name = %s and {rows}"
		assert not frappe.db.sql(found, row.name), row.doctype
		frappe.db.set_value("ToDo", task.name, {"reference_type": None, "reference_name": None})
		assert frappe.db.sql(found, row.name), row.doctype
		frappe.db.set_value(
			"ToDo", task.name, {"reference_type": CASE, "reference_name": task.reference_name}
		)
