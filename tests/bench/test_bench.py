"""The bench that `./run test` sets up does what a bench does: it serves, styles and works off its queue."""

import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin

import requests

ADDRESS = os.environ["LM_BASE_URL"]
SITES = Path(os.environ["LM_BENCH"]) / "sites"
STYLESHEET = re.compile(r'<link[^>]+href="([^"]+\.css)"')
JOB = """
import sys, time, frappe
frappe.init(site=sys.argv[1])
frappe.connect()
job = frappe.enqueue("frappe.utils.now", queue="short")
give_up = time.monotonic() + 30
while job.get_status() not in ("finished", "failed") and time.monotonic() < give_up:
	time.sleep(0.1)
print(job.get_status())
"""


def test_the_site_answers():
	answer = requests.get(f"{ADDRESS}/api/method/ping", timeout=30)
	assert answer.json() == {"message": "pong"}


def test_the_login_page_has_its_styles():
	page = requests.get(f"{ADDRESS}/login", timeout=60)
	assert page.status_code == 200
	stylesheets = STYLESHEET.findall(page.text)
	assert stylesheets
	for stylesheet in stylesheets:
		answer = requests.get(urljoin(ADDRESS, stylesheet), timeout=30)
		assert answer.status_code == 200, stylesheet
		assert answer.headers["Content-Type"].startswith("text/css")


def test_a_new_site_does_not_ask_for_the_setup_wizard():
	session = requests.Session()
	session.post(f"{ADDRESS}/api/method/login", data={"usr": "Administrator", "pwd": "admin"}, timeout=30)
	answer = session.get(f"{ADDRESS}/api/resource/System Settings/System Settings", timeout=30)
	assert answer.json()["data"]["setup_complete"] == 1


def test_a_background_job_is_worked_off():
	command = [sys.executable, "-c", JOB, os.environ["LM_SITE"]]
	finished = subprocess.run(command, cwd=SITES, capture_output=True, text=True, timeout=60)
	assert finished.stdout.strip() == "finished", finished.stderr
