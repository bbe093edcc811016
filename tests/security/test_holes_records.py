"""Holes found in what Frappe opens, each with a test.

What is told of one record, or of whoever may read it.

Each goes through the server's own dispatch as the attacker (`lane.Lane`), and is rolled back.
"""

import frappe
import pytest
from frappe.permissions import add_permission

from learning_mentor.guards.readers import doctypes_read_by, forget_roles
from tests import factories as make
from tests.security import policy
from tests.security.holes import CASE, PARTIES, for_a_while, refused


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


@pytest.mark.parametrize("actor", PARTIES)
def test_a_row_of_a_child_table_is_as_hidden_as_its_parent(lane, victim, actor):
	for child in ("Mentoring Aim", "Mentoring Need Rating"):
		row = frappe.db.get_value(child, {"parent": victim})
		assert row and lane(actor).open("GET", f"/api/resource/{child}/{row}").status_code == 403


def test_whether_a_hidden_record_was_amended_is_not_told(world, lane):
	plan, later = (world.records["Mentoring Action Plan", each] for each in (policy.FORMER, policy.OTHER))
	asked = {"doctype": "Mentoring Action Plan", "docname": plan}
	with for_a_while("Mentoring Action Plan", later, amended_from=plan):
		for actor, told in ((policy.REMOVED_MENTOR, False), (policy.OTHER_MENTOR, later)):
			assert lane(actor).ask("frappe.client.is_document_amended", **asked).json["message"] == told


def test_an_import_of_records_is_not_for_those_who_see_none_of_them(lane):
	row = {"reference_doctype": CASE, "import_type": "Update Existing Records"}
	response = lane(policy.SYSTEM_MANAGER).open("POST", "/api/resource/Data Import", row)
	assert response.status_code == 403


@pytest.mark.parametrize("actor", [policy.REMOVED_MENTOR, policy.MENTOR, policy.COORDINATOR])
def test_the_words_of_a_note_are_for_whoever_is_named_on_it(world, lane, actor):
	note = world.records["Mentoring Safeguarding Note", policy.FORMER]
	assert lane(actor).call("learning_mentor.api.safeguarding.read", name=note).status_code == 403


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


def test_a_handover_that_was_withdrawn_is_no_longer_read_by_whom_it_was_offered_to(world, lane):
	offered = world.records["Mentoring Handover", policy.OTHER]
	asked, mentor = f"/api/resource/Mentoring Handover/{offered}", lane(policy.MENTOR)
	assert mentor.open("GET", asked).status_code == 200
	with for_a_while("Mentoring Handover", offered, status="Withdrawn"):
		assert mentor.open("GET", asked).status_code == 403


def test_a_role_with_its_first_right_is_known_at_once(world):
	"""Which roles have any right is kept: files and tasks of the records would go on being hidden."""
	reader = make.make_user("Translator", email="reader.of.agencies@example.com").name
	assert doctypes_read_by(reader) == set()
	add_permission("Support Agency", "Translator")
	assert doctypes_read_by(reader) == {"Support Agency"}
	frappe.db.rollback()
	forget_roles()
	frappe.clear_cache(doctype="Support Agency")


def test_a_user_who_was_disabled_is_refused_at_once(world, lane):
	"""By key or session, however the user was disabled: here without the document's own hooks."""
	mentor = world.users[policy.MENTOR]
	asked = f"/api/resource/{CASE}/{world.records[CASE, policy.OWN]}"
	assert lane(policy.MENTOR).open("GET", asked).status_code == 200
	with for_a_while("User", mentor, enabled=0):
		assert lane(policy.MENTOR).open("GET", asked).status_code in (401, 403)
