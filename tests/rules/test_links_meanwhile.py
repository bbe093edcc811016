"""An answer through a secret link while the school takes the link back: whoever has the record goes first."""

import frappe
import pytest

from learning_mentor.exceptions import LinkNotValidError
from learning_mentor.outside import links as outside_links
from learning_mentor.outside.links import REFERRAL
from tests import factories as make
from tests.connections import in_another_connection, wait_until_another_waits


@pytest.fixture
def record(db):
	"""A record that others can see; any that hangs on a case does."""
	made = make.make_plan()
	db.commit()
	yield made
	db.rollback()
	make.remove_story(made.student)
	frappe.delete_doc("Mentor Profile", made.mentor, force=True)
	db.commit()


@pytest.fixture
def key(record, db):
	address = outside_links.make(record, REFERRAL, "agency@example.com")
	db.commit()
	return address.partition("key=")[2]


def test_a_link_that_is_taken_back_while_its_answer_waits_for_the_record_is_refused(record, key, db):
	frappe.get_doc(record.doctype, record.name, for_update=True)
	outcomes: list = []
	answer = in_another_connection(
		lambda: outside_links.open_link(key, REFERRAL, lock=True).link.name, outcomes
	)
	wait_until_another_waits(f"tab{record.doctype}%{record.name}%for update")
	taken_back = outside_links.revoke_all(record, REFERRAL)
	db.commit()
	answer.join(60)
	assert (taken_back, [type(outcome) for outcome in outcomes]) == (1, [LinkNotValidError])
	assert "taken this link back" in str(outcomes[0])


def test_of_two_answers_at_once_the_second_finds_the_link_used(record, key, db):
	opened = outside_links.open_link(key, REFERRAL, lock=True)
	outcomes: list = []
	second = in_another_connection(
		lambda: outside_links.open_link(key, REFERRAL, lock=True).link.name, outcomes
	)
	wait_until_another_waits(f"tab{record.doctype}%{record.name}%for update")
	outside_links.use_up(opened.link)
	db.commit()
	second.join(60)
	assert [type(outcome) for outcome in outcomes] == [LinkNotValidError]
	assert "answered already" in str(outcomes[0])
