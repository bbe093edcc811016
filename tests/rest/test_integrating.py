"""The quick start of docs/integrating.md, run as it stands, against the test site."""

import os
import re
import subprocess
import sys

import frappe
import pytest

from tests import factories as make
from tests.conftest import CLONE, begin_request, end_request

ROBOT = "nominating.robot@example.com"
BLOCK = re.compile(r"```python\n(.*?)```", re.DOTALL)


@pytest.fixture
def robot(school):
	"""A user as the page says: the right to nominate, and nothing else."""
	user = make.make_user("Instructor", email=ROBOT)
	user.api_key, user.api_secret = frappe.generate_hash(length=15), frappe.generate_hash(length=15)
	user.save()
	key = f"{user.api_key}:{user.get_password('api_secret')}"
	frappe.db.commit()
	yield key
	end_request()
	begin_request()
	frappe.db.delete("Mentoring Idempotency Key")
	frappe.db.commit()


def test_the_quick_start_runs_as_it_stands(robot, school, tmp_path):
	program = "\n".join(BLOCK.findall((CLONE / "docs" / "integrating.md").read_text()))
	script = tmp_path / "quick_start.py"
	script.write_text(program)
	environment = {
		**os.environ,
		"SCHOOL": make.server_address(),
		"SCHOOL_KEY": robot,
		"STUDENT": school.make_pupil(),
	}
	done = subprocess.run([sys.executable, script], env=environment, capture_output=True, text=True)
	assert done.returncode == 0, done.stderr
	made, again, first_page, refusal = done.stdout.splitlines()
	assert re.fullmatch(r"MN-\d{4}-\d{5} Submitted", made)
	assert again == made
	assert first_page.startswith(made.split()[0])
	assert refusal.startswith("409 already_open")
	assert made.split()[0] in refusal
