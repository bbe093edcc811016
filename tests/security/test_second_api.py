"""Frappe's second API: its address alone names the method, and it searches past the guarded method.

The bench's Frappe has no such routes: the request is made, and what looks at it is called.
"""

import frappe
import pytest
from werkzeug.wrappers import Response

from learning_mentor.data_protection.read_log import LOG
from learning_mentor.guards import requests
from learning_mentor.rest import errors
from learning_mentor.rest.calls import asked_method
from tests.security import policy

CASE = "Mentoring Case"
V2 = "/api/v2/"


def answered(status: int = 200, **body) -> Response:
	"""The answer as it leaves the site."""
	response = Response(frappe.as_json(body), status, mimetype="application/json")
	frappe.local.response.update(body)
	requests.after(response, frappe.local.request)
	return response


@pytest.mark.parametrize(
	"path, method",
	[
		(f"{V2}method/frappe.client.get_list", "frappe.client.get_list"),
		(f"{V2}method/frappe.client.get_list/", "frappe.client.get_list"),
		(f"{V2}method/File/unzip_file", "frappe.core.doctype.file.file.unzip_file"),
		(f"{V2}method/No Such Thing/unzip_file", "No Such Thing/unzip_file"),
		("/api/method/frappe.client.get_list", "frappe.client.get_list"),
		("/api/v1/method/frappe.client.get_list", "frappe.client.get_list"),
		(f"{V2}document/{CASE}", None),
		("/printview", None),
	],
)
def test_the_address_names_the_method(begin, path, method):
	begin(policy.MENTOR, "GET", path)
	assert asked_method() == method


def test_what_is_sent_as_cmd_is_done_before_the_address(begin):
	begin(policy.MENTOR, "GET", f"{V2}method/ping", cmd="frappe.client.get_list")
	assert asked_method() == "frappe.client.get_list"


@pytest.mark.parametrize(
	"verb, path",
	[
		("GET", f"{V2}method/frappe.client.get_list"),
		("GET", f"{V2}document/{CASE}"),
		("QUERY", f"{V2}document/{CASE}"),
	],
)
def test_its_lists_are_logged(world, begin, verb, path):
	name = world.records[CASE, policy.OWN]
	known = set(frappe.get_all(LOG, pluck="name"))
	begin(policy.MENTOR, verb, path, doctype=CASE)
	try:
		assert answered(data=[{"name": name}]).status_code == 200
		added = frappe.get_all(LOG, {"name": ["not in", [*known, ""]]}, ["way", "record_type", "records"])
		assert added == [{"way": "List", "record_type": CASE, "records": name}]
	finally:
		frappe.db.delete(LOG, {"name": ["not in", [*known, ""]]})
		frappe.db.commit()


def test_its_errors_have_the_form_of_the_first_api_s(begin):
	begin(policy.MENTOR, "POST", f"{V2}document/Mentoring Nomination")
	said = "Pupil has an open case already: MC-1. Talk to the mentor instead."
	told = {"type": "AlreadyOpenError", "message": said, "title": "Message", "indicator": "red"}
	response = Response(frappe.as_json({"errors": [told]}), 409, mimetype="application/json")
	errors.after(response)
	assert response.json["errors"] == [told]
	assert response.json["error"] == {
		"code": "already_open",
		"message": said,
		"field": "student",
		"record": None,
	}


@pytest.mark.parametrize("part", [200, 206])
@pytest.mark.parametrize("method", ["download_file", "frappe.core.doctype.file.file.download_file"])
def test_its_files_are_as_open_as_their_record(world, victim, begin, method, part):
	"""Whole or in part, as later versions hand them out."""
	_row, address = world.attachments[CASE, victim]
	for actor, status in ((policy.OTHER_MENTOR, part), (policy.MENTOR, 403)):
		begin(actor, "GET", f"{V2}method/{method}", file_url=address)
		assert answered(part, data="").status_code == status


@pytest.mark.parametrize("method", ["frappe.core.doctype.file.file.zip_files", "File/zip_files"])
def test_its_packed_files_are_as_open_as_their_records(world, victim, begin, method):
	row, _address = world.attachments[CASE, victim]
	for actor, status in ((policy.OTHER_MENTOR, 200), (policy.MENTOR, 403)):
		begin(actor, "GET", f"{V2}method/{method}", files=frappe.as_json([row]))
		assert answered(data="").status_code == status


@pytest.mark.parametrize(
	"doctype, query",
	[(CASE, None), (CASE, "frappe.desk.search.search_link"), ("Student", "frappe.client.get_count")],
)
def test_its_search_asks_what_the_guarded_search_asks(begin, doctype, query):
	begin(policy.GUARDIAN, "GET", f"{V2}doctype/{doctype}/search", query=query)
	with pytest.raises(frappe.PermissionError):
		requests.before()


def test_its_search_goes_on_for_readers(begin):
	for doctype in (CASE, "Student"):
		begin(policy.MENTOR, "GET", f"{V2}doctype/{doctype}/search", txt="x")
		requests.before()
