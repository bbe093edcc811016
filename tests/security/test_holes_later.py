"""Holes that later versions of Frappe open, each with a test.

The bench's Frappe has none of them: what stands before them is called as those versions would.
"""

import frappe
import pytest

from learning_mentor.guards import answers, error_log, searches
from learning_mentor.permissions import RULES, directory
from tests import factories as make
from tests.conftest import session_of
from tests.security import policy
from tests.security.holes import CASE

PROFILE = "Mentor Profile"
ALL_COLLEAGUES = {"doctype": PROFILE, "txt": "", "ignore_user_permissions": 1}


def test_the_caller_does_not_choose_a_new_record_s_name(world, db):
	"""With the name of a hidden record its rows would be listed as those of the new one."""
	nomination = make.new_nomination()
	nomination.name = world.records[CASE, policy.OTHER]
	nomination.flags.name_set = frappe.flags.api_name_set = True
	assert nomination.insert().name.startswith("MN-")


@pytest.mark.parametrize("doctype", sorted(RULES))
def test_no_record_is_discarded(db, doctype):
	"""Frappe would lock the draft as it is, past its rules and its workflow."""
	with pytest.raises(frappe.ValidationError, match="cannot be discarded"):
		frappe.new_doc(doctype).run_method("before_discard")


def test_colleagues_are_listed_while_the_directory_is_open(world, db):
	colleague = world.profiles[policy.OTHER_MENTOR].name
	with session_of(world.users[policy.MENTOR]):
		assert colleague not in frappe.get_list(PROFILE, pluck="name")
		with directory.opened():
			assert colleague in frappe.get_list(PROFILE, pluck="name")
			assert world.records[CASE, policy.OTHER] not in frappe.get_list(CASE, pluck="name")
		assert colleague not in frappe.get_list(PROFILE, pluck="name")


@pytest.mark.parametrize(
	("asked", "opens"),
	[
		({}, True),
		({"filters": {"status": "Active"}}, True),
		({"filters": {"clearance_status": "Cleared"}}, False),
		({"ignore_user_permissions": 0}, False),
		({"doctype": CASE}, False),
	],
)
def test_the_directory_opens_for_what_all_staff_know(world, db, asked, opens):
	with session_of(world.users[policy.MENTOR]):
		asked = frappe._dict({**ALL_COLLEAGUES, **asked})
		assert searches.search(asked, lambda **changed: directory.is_open()) == opens


@pytest.mark.parametrize("error", ["Traceback\n", "about a Mentoring Case", ""])
def test_what_a_request_sent_is_not_kept_beside_its_error(db, error):
	log = frappe.new_doc("Error Log")
	log.update({"error": error, "metadata": "{'doctype': 'Mentoring Liaison', 'summary': 'She cried'}"})
	error_log.keep_values_out(log)
	assert (log.error, log.metadata) == (error, None)


def test_what_other_apps_were_sent_is_kept(db):
	log = frappe.new_doc("Error Log")
	log.update({"error": "no such pupil", "metadata": "{'doctype': 'Student'}"})
	error_log.keep_values_out(log)
	assert log.metadata == "{'doctype': 'Student'}"


def fetched(doctype: str, docname: str, fields: list[str], **more) -> dict:
	"""A link that is set in a form, and the values that the form takes over from it."""
	asked = frappe._dict(doctype=doctype, docname=docname, fields_to_fetch=frappe.as_json(fields), **more)

	def ask(**changed) -> dict:
		names = changed.get("fields_to_fetch", fields)
		return frappe.call("frappe.client.get_value", doctype, ["name", *names], docname)

	return answers.link_and_values(asked, ask)


def test_values_of_a_link_are_those_of_records_that_are_open(world, db):
	own, other = (world.records[CASE, pupil] for pupil in (policy.OWN, policy.OTHER))
	with session_of(world.users[policy.MENTOR]):
		assert fetched(CASE, own, ["status"]) == {"name": own, "status": "Open"}
		assert fetched(CASE, other, ["status"]) == fetched(CASE, "no-such-case", ["status"]) == {}
		with pytest.raises(frappe.PermissionError):
			fetched("Student", "x", [], query="frappe.client.get_count")
	with session_of(world.users[policy.GUARDIAN]), pytest.raises(frappe.PermissionError):
		fetched(CASE, own, ["status"])


def test_of_a_colleague_the_name_alone_is_fetched(world, db):
	colleague = world.profiles[policy.OTHER_MENTOR]
	with session_of(world.users[policy.MENTOR]):
		found = fetched(PROFILE, colleague.name, ["mentor_name", "clearance_status"])
	name = frappe.db.get_value(PROFILE, colleague.name, "mentor_name")
	assert found == {"name": colleague.name, "mentor_name": name}
