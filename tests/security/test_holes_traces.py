"""Holes found in what Frappe opens, each with a test.

What is left beside a record: likes, tags, comments, tasks, shares, followers.

Each goes through the server's own dispatch as the attacker (`lane.Lane`), and is rolled back.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe
import pytest
from frappe.model.naming import set_new_name
from frappe.utils.background_jobs import get_redis_connection_without_auth

from learning_mentor.guards import values
from learning_mentor.guards.writes import remove_older_ways
from tests.conftest import session_of
from tests.security import policy
from tests.security.holes import CASE, PARTIES, for_a_while, refused, there_is


@pytest.mark.parametrize("actor", PARTIES)
def test_likes_and_tags_are_not_left_on_hidden_records(lane, victim, actor):
	refused(lane(actor), "frappe.desk.like.toggle_like", doctype=CASE, name=victim, add="Yes")
	refused(lane(actor), "frappe.desk.doctype.tag.tag.add_tag", tag="x", dt=CASE, dn=victim)
	refused(lane(actor), "frappe.desk.doctype.tag.tag.add_tags", tags=["x"], dt=CASE, docs=[victim])
	refused(lane(actor), "frappe.desk.doctype.tag.tag.remove_tag", tag="x", dt=CASE, dn=victim)


@pytest.mark.parametrize("actor", PARTIES)
def test_a_like_is_not_taken_back_from_a_hidden_record(lane, victim, actor):
	"""Frappe writes the list of who likes a record, even where nobody did."""
	refused(lane(actor), "frappe.desk.like.toggle_like", doctype=CASE, name=victim, add="No")


def test_a_reminder_is_not_read_by_whoever_lost_the_record(world, lane, victim):
	reminder, former = frappe.db.get_value("Reminder", {"reminder_docname": victim}), policy.REMOVED_MENTOR
	asked = "/api/resource/Reminder"
	with for_a_while("Reminder", reminder, owner=world.users[former]):
		assert lane(former).open("GET", f"{asked}/{reminder}").status_code == 403
		assert lane(former).open("GET", asked).json["data"] == []


def test_a_task_of_a_workflow_is_not_read_by_everybody_with_its_role(world, lane, victim):
	action, former = frappe.db.get_value("Workflow Action", {"reference_name": victim}), policy.REMOVED_MENTOR
	row = frappe.new_doc(
		"Workflow Action Permitted Role", parent_doc=frappe.get_doc("Workflow Action", action)
	)
	row.update({"parentfield": "permitted_roles", "role": "Learning Mentor"})
	set_new_name(row)
	asked = "/api/resource/Workflow Action"
	with there_is(row):
		assert lane(former).open("GET", f"{asked}/{action}").status_code == 403
		assert str(action) not in [str(each["name"]) for each in lane(former).open("GET", asked).json["data"]]


def test_open_browsers_are_told_that_there_is_news_and_not_what_it_says(world):
	"""A browser stays in a record's room when its user's right has ended."""
	own, words = world.records[CASE, policy.OWN], frappe.generate_hash(length=12)
	about = {"reference_doctype": CASE, "reference_name": own, "content": words, "subject": words}
	kinds = {"Comment": {"comment_type": "Comment"}, "Communication": {"communication_medium": "Phone"}}
	for doctype, more in kinds.items():
		with _sent_to_browsers() as sent, session_of(world.users[policy.MENTOR]):
			doc = frappe.get_doc({"doctype": doctype, **more, **about}).insert(ignore_permissions=True)
			frappe.db.commit()
		_expect_news(sent, words, own)
		with _sent_to_browsers() as sent:
			frappe.delete_doc(doctype, doc.name, ignore_permissions=True, force=True)
			frappe.db.commit()
		_expect_news(sent, words, own)


def _expect_news(sent: list[dict], words: str, own: str) -> None:
	assert words not in frappe.as_json(sent)
	told = [each["message"] for each in sent if each["event"] == "mentoring_docinfo"]
	assert told == [{"doctype": CASE, "name": own}]


@contextmanager
def _sent_to_browsers() -> Iterator[list[dict]]:
	"""What goes to the server of sockets meanwhile."""
	sent: list[dict] = []
	with get_redis_connection_without_auth().pubsub(ignore_subscribe_messages=True) as channel:
		channel.subscribe("events")
		channel.get_message(timeout=5)  # that it listens
		yield sent
		while message := channel.get_message(timeout=0.5):
			sent.append(frappe.parse_json(message["data"].decode()))


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


def test_no_comment_is_left_by_code_that_does_not_ask(world, victim):
	"""Frappe's ``add_comment`` of a document asks for no right, nor do other apps that call it."""
	with session_of(world.users[policy.REMOVED_MENTOR]), pytest.raises(frappe.PermissionError):
		frappe.get_doc(CASE, victim).add_comment("Comment", "x")
	frappe.db.rollback()


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
	# Frappe would tell who has it already
	refused(
		lane(actor), "frappe.desk.form.assign_to.add", **{**task, "assign_to": [world.holder(policy.FORMER)]}
	)
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
	mentor, own = world.users[policy.MENTOR], world.records[CASE, policy.OWN]
	with for_a_while("User", mentor, document_follow_notify=1):
		method = "frappe.desk.form.document_follow.follow_document"
		refused(lane(policy.MENTOR), method, doctype=CASE, doc_name=own, user=mentor)


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


def test_the_error_log_keeps_no_values_of_ours(db):
	"""Frappe writes all variables of all frames into it, and System Managers read it."""
	words = "-".join(("canary", "of", "a", "pupil"))
	try:
		values.problem(None, f"{words}\n{words}")
	except AttributeError:
		assert words in frappe.get_traceback(with_context=True)
		log = frappe.log_error(title="x")
	assert words not in log.error
	assert "in problem" in log.error and "AttributeError" in log.error
	other = {"doctype": "Error Log", "error": "A text of another app\n      about = no variable"}
	assert frappe.get_doc(other).insert().error == other["error"]
