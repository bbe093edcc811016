"""Safeguarding notes over the server: every way to the words but one is closed."""

import frappe
import pytest

from tests import factories as make
from tests.conftest import begin_request, end_request
from tests.rest import stories
from tests.rest.conftest import GUARDIAN, MENTOR, OTHER_MENTOR, TEACHER, data
from tests.safeguarding_cleanup import ENTRY, NOTE, READING, remove_notes

LEAD = make.address(make.LEAD_ROLES, 0)
WORD = "quietus-4410"


@pytest.fixture(scope="module")
def note(school, signed_in) -> str:
	case = stories.open_case(signed_in, school)
	values = {"doctype": "Mentoring Case", "name": case, "text": f"She said {WORD}"}
	made = data(signed_in(MENTOR).call("safeguarding.raise_concern", **values))["name"]
	yield made
	end_request()
	begin_request()
	remove_notes(frappe.db.get_value(NOTE, made, "student"))
	frappe.db.commit()


def test_author_and_lead_read_and_the_log_says_so(signed_in, note):
	for user in (MENTOR, LEAD):
		assert WORD in signed_in(user).call("safeguarding.read", name=note).text
	names = signed_in(LEAD).names(READING)
	assert len(names) >= 2
	assert signed_in(MENTOR).read(READING, names[0]).status_code == 403


@pytest.mark.parametrize("user", [make.COORDINATOR, OTHER_MENTOR, TEACHER, GUARDIAN])
def test_others_meet_no_word(signed_in, note, user):
	api = signed_in(user)
	answers = [
		api.call("safeguarding.read", name=note),
		api.call("safeguarding.add_entry", name=note, kind="Action", text="x"),
		api.call("safeguarding.let_read", name=note, user=user),
		api.read(NOTE, note),
		api.session.get(f"/api/resource/{ENTRY}"),
		api.session.get(f"/api/resource/{ENTRY}", params={"filters": f'[["note","=","{note}"]]'}),
	]
	assert all(answer.status_code == 403 for answer in answers[:4])
	assert not any(WORD in answer.text for answer in answers)
	if user != GUARDIAN:
		assert note not in api.names(NOTE)


@pytest.mark.parametrize("user", [MENTOR, LEAD])
def test_not_even_readers_reach_the_words_another_way(signed_in, note, user):
	"""Each of these would be a reading that nobody has logged."""
	api = signed_in(user)
	entry = frappe.db.get_value(ENTRY, {"note": note}, "name")
	asked = {
		"frappe.client.get": {"doctype": ENTRY, "name": entry},
		"frappe.client.get_list": {"doctype": ENTRY, "fields": '["*"]'},
		"frappe.client.get_value": {
			"doctype": ENTRY,
			"fieldname": "entry_text",
			"filters": f'{{"note": "{note}"}}',
		},
		"frappe.desk.form.load.getdoc": {"doctype": ENTRY, "name": entry},
		"frappe.desk.reportview.get": {"doctype": ENTRY, "fields": f'["`tab{ENTRY}`.`entry_text`"]'},
		"frappe.utils.print_format.download_pdf": {"doctype": NOTE, "name": note},
		"frappe.desk.search.search_link": {"doctype": ENTRY, "txt": ""},
	}
	for method, values in asked.items():
		answer = api.session.get(f"/api/method/{method}", params=values)
		assert WORD not in answer.text, method
	for name in (NOTE, READING):
		answer = api.session.get(f"/api/resource/{name}", params={"fields": '["*"]', "limit_page_length": 0})
		assert WORD not in answer.text
	form = api.session.get("/api/method/frappe.desk.form.load.getdoc", params={"doctype": NOTE, "name": note})
	assert WORD not in form.text


def test_nothing_is_written_past_the_entries(signed_in, note):
	for user in (MENTOR, LEAD):
		api = signed_in(user)
		assert not api.write(NOTE, note, category="Other", status="Closed").ok
		assert not api.add(ENTRY, note=note, kind="Action", entry_text="x", author=user).ok
		assert not api.add(NOTE, student="x", author=user).ok
		assert not api.session.delete(f"/api/resource/{NOTE}/{note}").ok
	assert frappe.db.get_value(NOTE, note, "status") == "Open"
