"""The key that decides is the database's, also where it is read just once."""

import frappe
import pytest

from benchmarks.meter import cost_of
from learning_mentor import permissions, unchanged
from learning_mentor.case_record import move_access
from tests import factories as make
from tests import session_factories as sessions
from tests.conftest import session_of

SESSION = "Mentoring Session"


@pytest.fixture
def held(db):
	"""A session of one mentor, within a transaction that has written nothing as far as anybody knows."""
	session = sessions.log_session(make.make_case(), sessions.at())
	nothing_written()
	return session


def nothing_written() -> None:
	unchanged.forget()
	frappe.db.transaction_writes = 0


def may_read(doc, user: str) -> bool:
	return permissions.has_permission(doc, "read", user)


def test_a_document_that_was_read_is_checked_without_a_query(held):
	with session_of(make.mentor_user(held)):
		read = frappe.get_doc(SESSION, held.name)
		assert may_read(read, frappe.session.user)
		assert cost_of(lambda: may_read(read, frappe.session.user)).queries == 0


def test_what_a_caller_writes_into_the_key_counts_for_nothing(held):
	other = make.make_mentor()
	nothing_written()
	read = frappe.get_doc(SESSION, held.name)
	read.mentor = other.name
	assert not may_read(read, other.user)
	assert may_read(read, make.mentor_user(held))


def test_a_document_made_of_a_callers_values_has_the_key_of_the_database(held):
	other = make.make_mentor()
	nothing_written()
	sent = frappe.get_doc({"doctype": SESSION, "name": held.name, "case": held.case, "mentor": other.name})
	assert not may_read(sent, other.user)


def test_a_key_that_was_moved_decides_at_once(held):
	first, other = make.mentor_user(held), make.make_mentor()
	nothing_written()
	read = frappe.get_doc(SESSION, held.name)
	assert may_read(read, first) and not may_read(read, other.user)
	move_access(held.case, other.name, other.mentor_name)
	assert may_read(read, other.user) and not may_read(read, first)


def test_a_move_that_is_taken_back_is_taken_back_here_too(held):
	first, other = make.mentor_user(held), make.make_mentor()
	nothing_written()
	read = frappe.get_doc(SESSION, held.name)
	frappe.db.savepoint("before_move")
	move_access(held.case, other.name, other.mentor_name)
	assert may_read(read, other.user)
	frappe.db.rollback(save_point="before_move")
	assert may_read(read, first) and not may_read(read, other.user)


@pytest.mark.parametrize("end", ["commit", "rollback"])
def test_what_was_read_is_forgotten_when_the_transaction_ends(db, end):
	unchanged.once("a question", lambda: "an answer")
	getattr(frappe.db, end)()
	assert unchanged.once("a question", lambda: "another answer") == "another answer"


def test_a_new_record_has_the_key_of_its_case_and_not_what_a_caller_sends(held):
	other = make.make_mentor()
	nothing_written()
	sent = frappe.new_doc(SESSION)
	sent.update({"case": held.case, "mentor": other.name})
	assert not may_read(sent, other.user)


def test_nobody_writes_a_record_into_a_case_that_is_not_theirs(held):
	other = make.make_mentor()
	nothing_written()
	with session_of(other.user), pytest.raises(frappe.PermissionError):
		sessions.new_session(frappe._dict(name=held.case), sessions.ahead()).insert()
