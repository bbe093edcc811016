"""A regression test for each hole found in what Frappe opens: an attacker, a victim, what must not be.

Everything here goes through the server's own dispatch as the attacker (`lane.Lane`), and is rolled back.
"""

import json
from collections.abc import Iterator

import frappe
import pytest

from learning_mentor.guards.writes import remove_older_ways
from tests.security import policy
from tests.security.lane import text_of

CASE, NOTE = "Mentoring Case", "Mentoring Safeguarding Note"
PARTIES = (policy.UNASSIGNED_TEACHER, policy.REMOVED_MENTOR, policy.SYSTEM_MANAGER)
LEFT_BEHIND = ("Comment", "ToDo", "DocShare", "File", "Communication", "Document Follow", "Tag Link", "Tag")


@pytest.fixture
def victim(world) -> str:
	"""A case that the mentor, once removed, and all other parties must not touch."""
	return world.records[CASE, policy.FORMER]


def rows() -> list:
	"""A fingerprint of cases and of all that could be left beside one."""
	tables = ", ".join(f"`tab{each}`" for each in (CASE, "Mentoring Aim", *LEFT_BEHIND))
	return frappe.db.sql(f"checksum table {tables}")


def refused(lane, method: str, status: tuple = (403, 404, 417), **arguments) -> None:
	before = rows()
	response = lane.call(method, look=rows, **arguments)
	assert response.status_code in status, (method, text_of(response)[:500])
	assert lane.seen == before, f"{method} has left something behind"


@pytest.mark.parametrize("actor", PARTIES)
def test_likes_and_tags_are_not_left_on_hidden_records(lane, victim, actor):
	refused(lane(actor), "frappe.desk.like.toggle_like", doctype=CASE, name=victim, add="Yes")
	refused(lane(actor), "frappe.desk.doctype.tag.tag.add_tag", tag="x", dt=CASE, dn=victim)
	refused(lane(actor), "frappe.desk.doctype.tag.tag.add_tags", tags=["x"], dt=CASE, docs=[victim])
	refused(lane(actor), "frappe.desk.doctype.tag.tag.remove_tag", tag="x", dt=CASE, dn=victim)


@pytest.mark.parametrize("actor", PARTIES)
def test_comments_are_not_left_on_hidden_records(lane, victim, actor):
	about = {"reference_doctype": CASE, "reference_name": victim}
	words = {"comment": "x", "comment_email": "a@example.com", "comment_by": "A", "route": ""}
	refused(lane(actor), "frappe.templates.includes.comments.comments.add_comment", **words, **about)
	words = {"content": "x", "comment_email": "a@example.com", "comment_by": "A"}
	refused(lane(actor), "frappe.desk.form.utils.add_comment", **words, **about)
	response = lane(actor).open(
		"POST", "/api/resource/Comment", {"comment_type": "Comment", "content": "x", **about}
	)
	assert response.status_code == 403


def test_a_guest_does_not_like_a_case(lane, victim):
	like = {"reference_doctype": CASE, "reference_name": victim, "like": True}
	refused(lane(policy.GUEST), "frappe.templates.includes.likes.likes.like", status=(403, 500), **like)


def test_a_comment_carries_its_writer_s_name(world, lane):
	own = world.records[CASE, policy.OWN]
	said = {"content": "x", "comment_email": "lead@example.com", "comment_by": "The Lead"}
	answer = lane(policy.MENTOR).call(
		"frappe.desk.form.utils.add_comment", reference_doctype=CASE, reference_name=own, **said
	)
	assert answer.json["message"]["comment_email"] == world.users[policy.MENTOR]


@pytest.mark.parametrize("actor", PARTIES)
def test_nobody_is_given_a_hidden_record_as_a_task(world, lane, victim, actor):
	myself = world.users[actor]
	task = {"doctype": CASE, "name": victim, "assign_to": [myself]}
	refused(lane(actor), "frappe.desk.form.assign_to.add", **task)
	refused(lane(actor), "frappe.desk.form.assign_to.add_multiple", **{**task, "name": [victim]})
	refused(
		lane(actor),
		"frappe.desk.form.assign_to.remove",
		doctype=CASE,
		name=victim,
		assign_to=world.holder(policy.FORMER),
	)
	todo = {"description": "x", "reference_type": CASE, "reference_name": victim, "allocated_to": myself}
	assert lane(actor).open("POST", "/api/resource/ToDo", todo).status_code == 403


def test_a_task_does_not_show_the_record_to_whoever_gets_it(world, lane):
	"""Frappe shares a record with whoever is assigned to it and has no right."""
	task = {
		"doctype": CASE,
		"name": world.records[CASE, policy.OWN],
		"assign_to": [world.users[policy.UNASSIGNED_TEACHER]],
	}
	refused(lane(policy.COORDINATOR), "frappe.desk.form.assign_to.add", **task)


@pytest.mark.parametrize("actor", [*PARTIES, policy.MENTOR, policy.COORDINATOR])
def test_nobody_shares(world, lane, actor):
	own = world.records[CASE, policy.OWN]
	share = {"doctype": CASE, "name": own, "user": world.users[policy.UNASSIGNED_TEACHER]}
	refused(lane(actor), "frappe.share.add", **share, write=1)
	refused(lane(actor), "frappe.share.set_permission", **share, permission_to="read")
	row = {"share_doctype": CASE, "share_name": own, "user": share["user"], "read": 1}
	assert lane(actor).open("POST", "/api/resource/DocShare", row).status_code == 403


def test_no_share_is_made_with_administrator_s_flags_either(world):
	with pytest.raises(frappe.PermissionError, match="not shared"):
		frappe.share.add_docshare(
			CASE,
			world.records[CASE, policy.OWN],
			world.users[policy.MENTOR],
			flags={"ignore_share_permission": True},
		)
	frappe.db.rollback()


def test_nobody_follows(world, lane):
	frappe.db.set_value("User", world.users[policy.MENTOR], "document_follow_notify", 1)
	frappe.db.commit()
	try:
		refused(
			lane(policy.MENTOR),
			"frappe.desk.form.document_follow.follow_document",
			doctype=CASE,
			doc_name=world.records[CASE, policy.OWN],
			user=world.users[policy.MENTOR],
		)
	finally:
		frappe.db.set_value("User", world.users[policy.MENTOR], "document_follow_notify", 0)
		frappe.db.commit()


@pytest.mark.parametrize("actor", PARTIES)
def test_a_file_is_not_claimed_by_its_address(world, lane, victim, actor):
	"""A row of one's own with the address of another's file would open the file."""
	_row, address = world.attachments[CASE, victim]
	claim = {"file_name": "mine.txt", "file_url": address, "is_private": 1}
	for more in ({}, {"folder": "Home"}):
		response = lane(actor).open("POST", "/api/resource/File", {**claim, **more}, look=rows)
		assert response.status_code in (403, 417), text_of(response)[:400]
	refused(lane(actor), "upload_file", file_url=address, is_private=1)


def test_a_mail_does_not_carry_away_a_file(world, lane, victim):
	row, _address = world.attachments[CASE, victim]
	mail = {
		"recipients": "me@example.com",
		"content": "x",
		"subject": "x",
		"attachments": [row],
		"send_email": 0,
	}
	refused(lane(policy.REMOVED_MENTOR), "frappe.core.doctype.communication.email.make", **mail)


def test_a_file_is_not_moved_to_one_s_own_record(world, lane, victim):
	row, _address = world.attachments[CASE, victim]
	own = world.records[CASE, policy.OWN]
	response = lane(policy.MENTOR).open("PUT", f"/api/resource/File/{row}", {"attached_to_name": own})
	assert response.status_code == 403


def test_who_uploaded_a_file_does_not_keep_it(world, lane, victim):
	row, address = world.attachments[CASE, victim]
	frappe.db.set_value("File", row, "owner", world.users[policy.REMOVED_MENTOR], update_modified=False)
	frappe.db.commit()
	try:
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
	finally:
		frappe.db.set_value("File", row, "owner", "Administrator", update_modified=False)
		frappe.db.commit()


def test_files_of_records_are_private(world, lane):
	own = world.records[CASE, policy.OWN]
	file = {"doctype": CASE, "docname": own, "filename": "a.txt", "filedata": "text", "is_private": 0}
	refused(lane(policy.MENTOR), "frappe.client.attach_file", **file)
	assert (
		lane(policy.MENTOR).call("frappe.client.attach_file", **{**file, "is_private": 1}).status_code == 200
	)


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


def test_who_is_named_in_a_comment_does_not_get_its_words_without_the_right(world):
	own = world.records[CASE, policy.OWN]
	for actor, text in ((policy.UNASSIGNED_TEACHER, None), (policy.MENTOR, "His words")):
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
		assert notice.email_content == text
	frappe.db.rollback()


def test_reports_are_neither_prepared_nor_mailed(world, lane):
	refused(
		lane(policy.COORDINATOR),
		"frappe.core.doctype.prepared_report.prepared_report.make_prepared_report",
		report_name="Home Visit List",
		filters={},
	)
	mailed = {
		"report": "Home Visit List",
		"user": world.users[policy.COORDINATOR],
		"email_to": "me@example.com",
	}
	more = {"frequency": "Daily", "format": "CSV", "report_type": "Script Report"}
	response = lane(policy.SYSTEM_MANAGER).open("POST", "/api/resource/Auto Email Report", {**mailed, **more})
	assert response.status_code == 417
	assert "not sent by e-mail" in text_of(response)


def test_a_web_form_does_not_open_records(world):
	form = {"doctype": "Web Form", "title": "x", "doc_type": CASE, "module": "Core", "login_required": 0}
	with pytest.raises(frappe.ValidationError, match="Apply Document Permissions"):
		frappe.get_doc(form).insert()
	frappe.db.rollback()


def test_a_link_with_a_key_is_not_made(world):
	with pytest.raises(frappe.PermissionError, match="links with a key"):
		frappe.get_doc(
			"Mentoring Session", world.records["Mentoring Session", policy.OWN]
		).get_document_share_key()
	frappe.db.rollback()


def test_a_chart_is_not_served_from_what_another_saw(world, lane):
	"""Frappe keeps a chart's numbers under its name alone."""
	chart = {
		"name": "zqx chart",
		"chart_type": "Group By",
		"group_by_type": "Count",
		"group_by_based_on": "status",
	}
	chart |= {"document_type": CASE, "filters_json": "[]", "number_of_groups": 0}
	method = "frappe.desk.doctype.dashboard_chart.dashboard_chart.get"
	asked = [
		[
			"Mentoring Case",
			"name",
			"in",
			[name for (kind, _each), name in world.records.items() if kind == CASE],
		]
	]
	counts = {}
	for actor in (policy.COORDINATOR, policy.MENTOR, policy.REMOVED_MENTOR):
		answer = lane(actor).ask(method, chart=json.dumps(chart), filters=json.dumps(asked))
		assert answer.status_code == 200, text_of(answer)[:500]
		counts[actor] = sum(
			(answer.json.get("message") or {"datasets": [{"values": []}]})["datasets"][0]["values"]
		)
	assert counts == {policy.COORDINATOR: 4, policy.MENTOR: 2, policy.REMOVED_MENTOR: 0}


def test_totals_over_all_rows_are_refused(lane):
	teacher = lane(policy.MENTOR)
	goal = {
		"title": "x",
		"doctype": "User",
		"docname": teacher.user,
		"goal_value_field": "x",
		"goal_total_field": "x",
	}
	goal |= {
		"goal_history_field": "x",
		"goal_doctype": CASE,
		"goal_doctype_link": "owner",
		"goal_field": "name",
	}
	refused(
		teacher,
		"frappe.utils.goal.get_monthly_goal_graph_data",
		**goal,
		date_field="creation",
		aggregation="count",
	)
	refused(
		teacher,
		"frappe.workflow.doctype.workflow.workflow.get_workflow_state_count",
		doctype="Mentoring Action Plan",
		workflow_state_field="status",
		states=["x"],
	)
	refused(teacher, "frappe.geo.utils.get_coords", doctype=CASE, filters="[]", type="coordinates")
	heat = {
		"chart_type": "Count",
		"type": "Heatmap",
		"document_type": CASE,
		"based_on": "creation",
		"filters_json": "[]",
	}
	refused(teacher, "frappe.desk.doctype.dashboard_chart.dashboard_chart.get", chart=heat, refresh=1)
	refused(teacher, "frappe.desk.query_report.get_data_for_custom_field", doctype=CASE, field="strengths")
	refused(
		teacher, "frappe.website.doctype.web_form.web_form.get_link_options", web_form_name="x", doctype=CASE
	)


def test_what_was_deleted_is_not_restored_by_others(world, lane):
	for name in [name for kind, name in world.rows if kind == "Deleted Document"][:3]:
		refused(
			lane(policy.SYSTEM_MANAGER),
			"frappe.core.doctype.deleted_document.deleted_document.restore",
			name=name,
		)
		refused(
			lane(policy.COORDINATOR),
			"frappe.core.doctype.deleted_document.deleted_document.bulk_restore",
			docnames=[name],
		)


@pytest.mark.parametrize("actor", [policy.MENTOR, policy.UNASSIGNED_TEACHER, policy.INTEGRATION])
def test_filters_do_not_tell_by_the_kind_of_refusal(world, lane, actor):
	"""`client.get` by filters fetched first and asked afterwards: 403 meant that there is such a record."""
	hidden = {"student": world.pupils[policy.OTHER].name}
	none = {"student": "EDU-STU-NONE"}
	answers = [lane(actor).ask("frappe.client.get", doctype=CASE, filters=each) for each in (hidden, none)]
	assert len({(each.status_code, each.get_data()) for each in answers}) == 1


def test_a_guarded_method_is_not_called_by_another(lane):
	"""Link search and trees call any whitelisted method that the caller names."""
	asked = {"doctype": CASE, "txt": "x", "query": "frappe.desk.search.get_link_title"}
	assert lane(policy.MENTOR).ask("frappe.desk.search.search_widget", **asked).status_code == 403
	asked = {
		"doctype": "Room",
		"label": "x",
		"parent": "x",
		"tree_method": "frappe.desk.doctype.tag.tag.get_tagged_docs",
	}
	assert lane(policy.MENTOR).ask("frappe.desk.treeview.get_all_nodes", **asked).status_code == 403


def test_colleagues_are_found_by_name_and_by_nothing_else(world, lane):
	"""A mentor chooses colleagues in link fields that ignore user permissions."""
	asked = {"doctype": "Mentor Profile", "txt": "", "ignore_user_permissions": 1, "page_length": 500}
	colleague = world.profiles[policy.OTHER_MENTOR].name
	mentor = lane(policy.MENTOR)
	assert colleague in text_of(
		mentor.ask("frappe.desk.search.search_link", **asked, filters={"status": "Active"})
	)
	probing = {"clearance_status": "Cleared"}
	assert colleague not in text_of(mentor.ask("frappe.desk.search.search_link", **asked, filters=probing))
	listed = [["Mentor Profile", "clearance_status", "=", "Cleared"]]
	assert colleague not in text_of(mentor.ask("frappe.desk.search.search_link", **asked, filters=listed))
	assert colleague not in text_of(
		mentor.ask("frappe.desk.search.search_link", **{**asked, "ignore_user_permissions": 0})
	)


def test_a_mentor_s_list_shows_the_mentor_s_name_as_the_desk_asks_for_it(world, lane):
	asked = {"doctype": CASE, "fields": ["name", "mentor.mentor_name as mentor_title"]}
	response = lane(policy.MENTOR).ask("frappe.client.get_list", **asked)
	assert response.status_code == 200
	response = lane(policy.MENTOR).ask(
		"frappe.client.get_list", doctype=CASE, fields=["name", "mentor.prior_experience"]
	)
	assert response.status_code == 403


def test_files_are_not_packed_for_strangers(world, lane, victim):
	row, _address = world.attachments[CASE, victim]
	for module in ("frappe.core.api.file", "frappe.core.doctype.file.file"):
		packed = lane(policy.MENTOR).ask(f"{module}.zip_files", files=[row])
		assert packed.status_code == 403
		assert not world.aviary.found_in(text_of(packed))
		assert lane(policy.MENTOR).call(f"{module}.unzip_file", name=row).status_code in (403, 417)
	assert lane(policy.OTHER_MENTOR).ask("frappe.core.api.file.zip_files", files=[row]).status_code == 200


def test_files_are_not_taken_along_to_another_record(world, lane, victim):
	row, _address = world.attachments[CASE, victim]
	own = {"doctype": CASE, "name": world.records[CASE, policy.OWN], "attachments": [row]}
	refused(lane(policy.MENTOR), "frappe.utils.file_manager.add_attachments", **own)


def test_shares_from_before_are_gone_after_a_migration(world):
	"""On Frappe 15 a share counts although the permission hook says no."""
	case, stranger = world.records[CASE, policy.OWN], world.users[policy.INTEGRATION]
	share = frappe.new_doc("DocShare")
	share.update({"share_doctype": CASE, "share_name": case, "user": stranger, "read": 1})
	share.set_new_name()
	share.db_insert()
	remove_older_ways()
	assert not frappe.db.exists("DocShare", {"share_doctype": CASE})
	assert not frappe.has_permission(CASE, "read", doc=case, user=stranger)
	frappe.db.rollback()


NOMINATION, BOARD = "Mentoring Nomination", "Mentoring Nominations"
KANBAN = "frappe.desk.doctype.kanban_board.kanban_board."


def boards() -> list:
	return frappe.db.sql(
		"checksum table `tabKanban Board`, `tabKanban Board Column`, `tabMentoring Nomination`"
	)


def test_a_board_does_not_tell_a_hidden_card_s_column(world, lane):
	"""update_order: Frappe objects to a wrong guess alone, and keeps the names."""
	victim, before = world.records[NOMINATION, policy.OWN], boards()
	status = frappe.db.get_value(NOMINATION, victim, "status")
	guesser, answers = lane(policy.UNASSIGNED_TEACHER), []
	for guess in (status, "Declined"):
		order = json.dumps({guess: [victim]})
		response = guesser.call(KANBAN + "update_order", look=boards, board_name=BOARD, order=order)
		answers.append((response.status_code, text_of(response)))
		assert guesser.seen == before
	assert answers[0] == answers[1]
	assert victim not in answers[0][1]


@pytest.fixture
def submitted(world) -> Iterator[str]:
	"""A nomination before the panel, for a while."""
	name, fields = world.records[NOMINATION, policy.OWN], ["status", "workflow_state"]
	before = frappe.db.get_value(NOMINATION, name, fields, as_dict=True)
	_write(name, dict.fromkeys(fields, "Submitted"))
	yield name
	_write(name, before)


def _write(name: str, values: dict) -> None:
	frappe.db.set_value(NOMINATION, name, values, update_modified=False)
	frappe.db.commit()


def test_a_board_s_card_moves_by_the_workflow_or_not_at_all(submitted, lane):
	"""update_order_for_single_card"""
	victim = submitted
	moved = {"board_name": BOARD, "docname": victim, "from_colname": "Submitted"}
	moved |= {"to_colname": "Withdrawn", "old_index": 0, "new_index": 0}
	method = KANBAN + "update_order_for_single_card"
	hidden = lane(policy.UNASSIGNED_TEACHER).call(method, **moved)
	missing = lane(policy.UNASSIGNED_TEACHER).call(method, **{**moved, "docname": "MN-1999-00001"})
	assert hidden.status_code == missing.status_code == 403
	panel = lane(policy.COORDINATOR)
	answer = panel.call(method, look=lambda: frappe.db.get_value(NOMINATION, victim, "status"), **moved)
	assert (answer.status_code, panel.seen) == (200, "Withdrawn"), text_of(answer)[:500]


def test_a_board_keeps_no_names(world, lane):
	"""add_card, and boards that people make (Kanban Board)."""
	victim, before = world.records[NOMINATION, policy.OWN], boards()
	anybody = lane(policy.UNASSIGNED_TEACHER)
	added = {"board_name": BOARD, "docname": victim, "colname": "Submitted"}
	assert anybody.call(KANBAN + "add_card", look=boards, **added).status_code == 200
	assert anybody.seen == before
	made = {"doctype": NOMINATION, "board_name": "Panel", "field_name": "status"}
	assert victim not in text_of(lane(policy.COORDINATOR).call(KANBAN + "quick_kanban_board", **made))
