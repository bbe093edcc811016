"""What holds for every endpoint of the app, by whatever name it comes tomorrow."""

import frappe
import pytest

from learning_mentor.openapi.methods import endpoints
from tests import factories as make
from tests.conftest import RestSession
from tests.rest.conftest import refused

ENDPOINTS = dict(endpoints())
WRITERS = sorted(
	path
	for path, function in ENDPOINTS.items()
	if "GET" not in frappe.allowed_http_methods_for_whitelisted_func[function]
)
FOR_USERS = sorted(path for path, function in ENDPOINTS.items() if function not in frappe.guest_methods)


def address(path: str) -> str:
	return f"/api/method/learning_mentor.api.{path}"


@pytest.mark.parametrize("path", WRITERS)
def test_get_changes_nothing(signed_in, path):
	assert signed_in(make.COORDINATOR).ask(path).status_code == 405


@pytest.mark.parametrize("path", WRITERS)
def test_a_request_without_the_token_is_refused(signed_in, path):
	session = signed_in(make.COORDINATOR).session
	answer = session.post(address(path), json={}, headers={"X-Frappe-CSRF-Token": None})
	refused(answer, 400, "CSRFTokenError")


def test_guests_reach_no_endpoint_that_is_not_theirs(school):
	guest = RestSession(make.server_address())
	for path in FOR_USERS:
		for answer in (guest.get(address(path)), guest.post(address(path), json={})):
			assert answer.status_code == 403, (path, answer.text[:300])
