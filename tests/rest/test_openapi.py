"""The OpenAPI document: made from the code, complete, for staff alone, and what schemathesis says of it.

`LM_SCHEMATHESIS_EXAMPLES=50 ./run test tests/rest/test_openapi.py` runs the long form, in more phases.
"""

import json
import os
import subprocess
import sys

import frappe
import pytest
import requests

from learning_mentor.openapi import methods
from learning_mentor.permissions import PARENTS, RULES
from tests import factories as make
from tests.conftest import CLONE, begin_request, end_request
from tests.rest.conftest import GUARDIAN, MENTOR, data, refused
from tests.security.app_methods import METHODS

INTEGRATION = "integration.robot@example.com"
ROLES = ("Mentoring Coordinator", "Learning Mentor")
EXAMPLES = int(os.environ.get("LM_SCHEMATHESIS_EXAMPLES", "0"))
SEED = 7
# What Frappe answers in its own way before the app is asked, and what is not ours to document
NOT_ASKED = (
	"positive_data_acceptance",  # names of records that are made up are refused, rightly
	"negative_data_rejection",  # Frappe takes "1" for 1, and leaves out what it does not know
	"missing_required_header",
)
# the site's settings, which the other tests share
LEFT_OUT = ("MentoringSettings_change",)


@pytest.fixture(scope="module")
def key(school):
	"""``Authorization`` of a user for integrations; what it made is taken away."""
	user = make.make_user(*ROLES, email=INTEGRATION)
	user.api_key, user.api_secret = frappe.generate_hash(length=15), frappe.generate_hash(length=15)
	user.save()
	secret = user.get_password("api_secret")
	frappe.db.commit()
	yield f"token {user.api_key}:{secret}"
	end_request()
	begin_request()
	for doctype in (*RULES, *PARENTS):
		if not frappe.get_meta(doctype).issingle:
			frappe.db.delete(doctype, {"owner": INTEGRATION})
	frappe.delete_doc("User", INTEGRATION, force=True, delete_permanently=True)
	frappe.db.commit()


@pytest.fixture(scope="module")
def document(key) -> dict:
	answer = requests.get(
		f"{make.server_address()}/api/method/learning_mentor.api.openapi.document",
		headers={"Authorization": key},
		timeout=60,
	)
	assert answer.ok, answer.text[:300]
	return answer.json()


def test_every_endpoint_is_in_it(document):
	described = {path.rpartition("/")[2] for path in document["paths"] if path.startswith("/api/method/")}
	assert described == {path for path in METHODS if path.startswith("learning_mentor.api.")}


def test_every_record_type_that_somebody_reads_is_in_it(document):
	readable = {doctype for doctype in RULES if any(row.read for row in frappe.get_meta(doctype).permissions)}
	described = {path.split("/")[3].replace("%20", " ") for path in document["paths"] if "/resource/" in path}
	assert described == readable


def test_every_operation_says_what_it_does_takes_and_answers(document):
	for path, operations in document["paths"].items():
		for verb, operation in operations.items():
			if verb == "parameters":
				continue
			assert operation["summary"], path
			assert {"400", "401", "403", "404", "417", "429"} <= set(operation["responses"]), path
			if verb == "post" and operation.get("security") != []:
				assert "422" in operation["responses"], path


def test_every_argument_and_answer_has_a_type(site):
	for path, function in methods.endpoints():
		annotations = function.__annotations__
		assert "return" in annotations, path
		assert annotations["return"] not in (dict, list, list[dict]), path


def test_every_write_of_people_who_are_signed_in_takes_a_key(document):
	without = {
		path.rpartition("api.")[2]
		for path, operations in document["paths"].items()
		for verb, operation in operations.items()
		if verb == "post"
		and "/method/" in path
		and operation.get("security") != []
		and not operation.get("parameters")
	}
	# readings, a file, and an answer that is a secret: none of these is kept
	assert without == {
		"calendar.make_address",
		"data_protection.child_protection_file",
		"data_protection.find_pupils",
		"safeguarding.read",
	}


def test_it_refers_to_nothing_that_is_missing(document):
	def references(part):
		if isinstance(part, dict):
			if "$ref" in part:
				yield part["$ref"]
			for each in part.values():
				yield from references(each)
		elif isinstance(part, list):
			for each in part:
				yield from references(each)

	for reference in set(references(document)):
		found = document
		for step in reference.removeprefix("#/").split("/"):
			found = found[step]
		assert found


def test_it_is_for_staff_alone(signed_in):
	refused(signed_in(GUARDIAN).ask("openapi.document"), 403)
	assert signed_in(MENTOR).ask("openapi.document").json()["openapi"] == "3.1.0"
	asked = requests.get(
		f"{make.server_address()}/api/method/learning_mentor.api.openapi.document", timeout=60
	)
	assert asked.status_code == 403


def test_schemathesis_finds_nothing(document, key, tmp_path):
	described = tmp_path / "openapi.json"
	described.write_text(json.dumps(document))
	phases = "examples,coverage,fuzzing" if EXAMPLES else "fuzzing"
	command = [
		*[sys.executable, "-m", "schemathesis.cli", "run", described, "--url", make.server_address()],
		*["--header", f"Authorization: {key}", "--seed", SEED, "--generation-deterministic"],
		*["--phases", phases, "--max-examples", EXAMPLES or 1, "--workers", 4],
		*["--checks", "all", "--exclude-checks", ",".join(NOT_ASKED)],
		*["--suppress-health-check", "all", "--warnings", "off", "--no-color", "--continue-on-failure"],
		*(word for name in LEFT_OUT for word in ("--exclude-operation-id", name)),
	]
	environment = {
		**os.environ,
		"SCHEMATHESIS_HOOKS": "tests.rest.schemathesis_hooks",
		"PYTHONPATH": str(CLONE),
	}
	words = [str(word) for word in command]
	found = subprocess.run(words, capture_output=True, text=True, cwd=tmp_path, env=environment)
	assert found.returncode == 0, (found.stdout + found.stderr)[-6000:]


def test_an_idempotency_key_works_with_an_api_key_too(key, school, site):
	session = requests.Session()
	session.headers["Authorization"] = key
	body = {
		"student": school.make_pupil(),
		"needs": [make.rating()],
		"tried": "A talk",
		"guardian_told": True,
	}
	names = {
		data(
			session.post(
				f"{make.server_address()}/api/method/learning_mentor.api.nominations.nominate",
				json=body,
				headers={"Idempotency-Key": "robot-1"},
				timeout=60,
			)
		)["name"]
		for _each in range(2)
	}
	assert len(names) == 1
