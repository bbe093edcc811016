"""Holes found in what Frappe opens, each with a test.

Files and mails that hang on records.

Each goes through the server's own dispatch as the attacker (`lane.Lane`), and is rolled back.
"""

import frappe
import pytest

from learning_mentor import hooks
from learning_mentor.guards import requests, writes
from tests import referral_factories as referrals
from tests.conftest import session_of
from tests.security import policy
from tests.security.holes import CASE, PARTIES, for_a_while, refused, rows, there_is
from tests.security.lane import text_of


@pytest.mark.parametrize("actor", PARTIES)
def test_a_file_is_not_claimed_by_its_address(world, lane, victim, actor):
	"""A row of one's own with the address of another's file would open the file."""
	_row, address = world.attachments[CASE, victim]
	claim = {"file_name": "mine.txt", "file_url": address, "is_private": 1}
	for more in ({}, {"folder": "Home"}):
		response = lane(actor).open("POST", "/api/resource/File", {**claim, **more}, look=rows)
		assert response.status_code in (403, 417), text_of(response)[:400]
	refused(lane(actor), "upload_file", file_url=address, is_private=1)


@pytest.mark.parametrize("actor", [policy.GUARDIAN, policy.REMOVED_MENTOR])
@pytest.mark.parametrize("spelt", ["{}", "/files/..{}"])
def test_a_file_is_not_claimed_by_a_picture_of_oneself(world, lane, victim, actor, spelt):
	"""Frappe makes a row of its own, past all rights, for each address in a field that attaches."""
	_row, address = world.attachments[CASE, victim]
	user = world.users[actor]

	def rows_of_user() -> list:
		return frappe.get_all("File", {"attached_to_doctype": "User", "attached_to_name": user})

	before = rows_of_user()
	method = "frappe.desk.page.user_profile.user_profile.update_profile_info"
	asked = lane(actor)
	answer = asked.call(method, profile_info={"user_image": spelt.format(address)}, look=rows_of_user)
	assert (answer.status_code, asked.seen) == (403, before), text_of(answer)[:300]


def test_an_upload_takes_no_hidden_file(world, begin, victim):
	"""Where a site lets guests upload, Frappe asks for no right."""
	_row, address = world.attachments[CASE, victim]
	for actor in (policy.GUEST, policy.GUARDIAN):
		begin(actor, "POST", "/api/method/upload_file", file_url=address, doctype="User", docname="x")
		with pytest.raises(frappe.PermissionError, match="no such record"):
			requests.check_upload()


def test_what_is_changed_after_it_was_submitted_attaches_no_hidden_file_either(world, db, victim):
	_row, address = world.attachments[CASE, victim]
	user = frappe.get_doc("User", world.users[policy.MENTOR])
	with session_of(user.name):
		user.user_image = address
		with pytest.raises(frappe.PermissionError):
			frappe.call(hooks.doc_events["*"]["before_update_after_submit"], user)


def test_whoever_reads_a_record_may_attach_its_file_elsewhere(world, db):
	_row, address = world.attachments[CASE, world.records[CASE, policy.OWN]]
	user = frappe.get_doc("User", world.users[policy.MENTOR])
	with session_of(user.name):
		for value in (address, "/files/a-public-picture.png", "https://example.com/x.png", None):
			user.user_image = value
			writes.check_attached(user)


def test_a_mail_does_not_carry_away_a_file(world, lane, victim):
	row, _address = world.attachments[CASE, victim]
	mail = {
		"recipients": "me@example.com",
		"content": "x",
		"subject": "x",
		"attachments": [row],
		"send_email": 0,
	}
	for module in ("core.doctype.communication.email", "automation.doctype.auto_repeat.auto_repeat"):
		refused(lane(policy.REMOVED_MENTOR), f"frappe.{module}.make", **mail)


def test_a_file_is_not_moved_to_one_s_own_record(world, lane, victim):
	row, _address = world.attachments[CASE, victim]
	own = world.records[CASE, policy.OWN]
	response = lane(policy.MENTOR).open("PUT", f"/api/resource/File/{row}", {"attached_to_name": own})
	assert response.status_code == 403


def test_who_uploaded_a_file_does_not_keep_it(world, lane, victim):
	row, address = world.attachments[CASE, victim]
	with for_a_while("File", row, owner=world.users[policy.REMOVED_MENTOR]):
		former = lane(policy.REMOVED_MENTOR)
		assert former.open("GET", address).status_code == 403
		for name in (
			"download_file",
			"frappe.handler.download_file",
			"frappe.core.doctype.file.file.download_file",
		):
			assert former.ask(name, file_url=address).status_code == 403
		assert lane(policy.REMOVED_MENTOR).open("GET", f"/api/resource/File/{row}").status_code == 403
		assert lane(policy.OTHER_MENTOR).open("GET", address).status_code == 200


def test_files_of_records_are_private(world, lane):
	own = world.records[CASE, policy.OWN]
	file = {"doctype": CASE, "docname": own, "filename": "a.txt", "filedata": "text", "is_private": 0}
	refused(lane(policy.MENTOR), "frappe.client.attach_file", **file)
	assert (
		lane(policy.MENTOR).call("frappe.client.attach_file", **{**file, "is_private": 1}).status_code == 200
	)


def test_who_reads_a_record_and_may_not_change_it_adds_no_file(world, lane):
	own = {"doctype": CASE, "docname": world.records[CASE, policy.OWN]}
	file = {**own, "filename": "a.txt", "filedata": "text", "is_private": 1}
	refused(lane(policy.LEAD), "frappe.client.attach_file", **file)


def test_a_mail_is_not_moved_to_one_s_own_record(world, lane, victim):
	mail = frappe.db.get_value("Communication", {"reference_name": victim}, "name")
	own = world.records[CASE, policy.OWN]
	refused(lane(policy.MENTOR), "frappe.email.relink", name=mail, reference_doctype=CASE, reference_name=own)
	refused(
		lane(policy.MENTOR), "frappe.email.relink", name=mail, reference_doctype="ToDo", reference_name="x"
	)


def test_a_mail_of_a_case_is_not_on_the_pupil_s_page(world):
	mail = frappe.get_doc(
		{
			"doctype": "Communication",
			"communication_type": "Communication",
			"communication_medium": "Email",
			"subject": "x",
			"content": "x",
			"reference_doctype": CASE,
			"reference_name": world.records[CASE, policy.OWN],
			"timeline_links": [{"link_doctype": "Student", "link_name": world.pupils[policy.OWN].name}],
		}
	).insert()
	assert not frappe.db.exists("Communication Link", {"parent": mail.name})
	frappe.db.rollback()


def test_who_is_named_in_a_comment_does_not_keep_its_words(world):
	"""In a notice and a mail they would stay when the right has ended."""
	own = world.records[CASE, policy.OWN]
	referrals.make_mail_account()
	for actor in (policy.UNASSIGNED_TEACHER, policy.MENTOR):
		notice = frappe.get_doc(
			{
				"doctype": "Notification Log",
				"type": "Mention",
				"for_user": world.users[actor],
				"document_type": CASE,
				"document_name": own,
				"subject": "x",
				"email_content": "His words",
			}
		).insert()
		assert notice.email_content is None
	frappe.db.rollback()


def test_files_are_not_packed_for_strangers(world, lane, victim):
	row, _address = world.attachments[CASE, victim]
	for module in ("frappe.core.api.file", "frappe.core.doctype.file.file"):
		packed = lane(policy.MENTOR).ask(f"{module}.zip_files", files=[row])
		assert packed.status_code == 403
		assert not world.aviary.found_in(text_of(packed))
		assert lane(policy.MENTOR).call(f"{module}.unzip_file", name=row).status_code in (403, 417)
	# 417 would tell that it is no archive
	assert lane(policy.MENTOR).call("frappe.core.api.file.unzip_file", name=row).status_code == 403
	assert lane(policy.OTHER_MENTOR).ask("frappe.core.api.file.zip_files", files=[row]).status_code == 200


def test_files_are_not_taken_along_to_another_record(world, lane, victim):
	row, _address = world.attachments[CASE, victim]
	own = {"doctype": CASE, "name": world.records[CASE, policy.OWN], "attachments": [row]}
	refused(lane(policy.MENTOR), "frappe.utils.file_manager.add_attachments", **own)


def test_a_row_that_is_there_does_not_take_over_another_s_file(world, lane, victim):
	"""Content that is sent along counts for a new row: of one that is there Frappe takes the address."""
	_row, address = world.attachments[CASE, victim]
	mine = {"doctype": "File", "file_name": "mine.txt", "is_private": 1, "content": "mine"}
	values = {"file_url": address, "content": "x"}
	file = frappe.get_doc({**mine, "owner": world.users[policy.UNASSIGNED_TEACHER]}).insert()
	with session_of(world.users[policy.UNASSIGNED_TEACHER]):
		file.db_set("owner", frappe.session.user)
		for more in ({}, {"is_private": 0}):
			with pytest.raises(frappe.PermissionError):
				frappe.get_doc("File", file.name).update({**values, **more}).save()
	frappe.db.rollback()


IMPORTS = "frappe.core.doctype.data_import.data_import"


def test_no_import_is_shown_to_whoever_may_not_see_it(world, lane, victim):
	"""Frappe takes what is no text for a filter, and reads whatever file it is told."""
	_row, address = world.attachments[CASE, victim]
	row = {"doctype": "Data Import", "reference_doctype": "ToDo", "import_type": "Insert New Records"}
	made = frappe.get_doc({**row, "name": "A list"})
	with there_is(made):
		for name in ("A list", {"name": ["like", "%"]}):
			for actor in (policy.MENTOR, policy.GUARDIAN):
				asked = lane(actor)
				refused(asked, f"{IMPORTS}.get_preview_from_template", data_import=name)
				refused(asked, f"{IMPORTS}.form_start_import", data_import=name)
				for method in ("download_errored_template", "download_import_log", "get_import_status"):
					refused(asked, f"{IMPORTS}.{method}", data_import_name=name)
		asked = {"data_import": "A list", "import_file": address}
		refused(lane(policy.SYSTEM_MANAGER), f"{IMPORTS}.get_preview_from_template", **asked)


@pytest.mark.parametrize("method", ["mark_as_closed_open", "move_email", "mark_as_trash", "mark_as_spam"])
def test_mails_of_hidden_records_are_not_moved_about(world, lane, victim, method):
	mail = frappe.db.get_value("Communication", {"reference_name": victim}, "name")
	more = {"status": "Closed", "email_account": "x", "sender": "x@example.com"}
	for named in (mail, {"reference_doctype": CASE}):
		response = lane(policy.MENTOR).call(f"frappe.email.inbox.{method}", communication=named, **more)
		assert response.status_code == 403, text_of(response)[:300]
	names = frappe.as_json([mail])
	refused(lane(policy.MENTOR), "frappe.email.inbox.create_email_flag_queue", names=names, action="Read")
