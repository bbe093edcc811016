"""The demo by a button: asked for in Mentoring Settings, made and taken away by a worker."""

import frappe
from frappe import _
from frappe.utils.password import decrypt, encrypt
from redis.exceptions import ConnectionError as NoRedis

from learning_mentor import demo, long_jobs
from learning_mentor.api.shapes.desk import DemoState
from learning_mentor.demo.checks import check_site
from learning_mentor.demo.register import Register
from learning_mentor.exceptions import MentoringError
from learning_mentor.long_jobs import NO_QUEUE

SHORTEST_PASSWORD = 10
JOB_SECONDS = 60 * 60


def state() -> DemoState:
	"""How many records of the demo there are, and whether a worker is at it or going to be."""
	return {"records": sum(Register().count().values()), "working": _is_working()}


def _is_working() -> bool:
	try:
		return long_jobs.is_under_way(demo.JOB)
	except NoRedis:
		return False


def ask_to_make(password: str) -> None:
	"""Have the demo made, or an interrupted making finished. All its logins get the password.

	MentoringError on a site with pupils of its own, for a short password, and while a worker is at it. There
	is no default here: a button works on sites that others can reach, and all know the command's password.
	"""
	if len(password) < SHORTEST_PASSWORD or password == demo.people.PASSWORD:
		frappe.throw(
			_("Password: choose one of your own with at least {0} characters.").format(SHORTEST_PASSWORD),
			MentoringError,
		)
	check_site(Register(), force=False)
	_ask("learning_mentor.demo.asked.make", secret=encrypt(password))


def ask_to_remove() -> None:
	"""Have the demo taken away. MentoringError where there is none, and while a worker is at it."""
	if not state()["records"]:
		frappe.throw(_("There is no demo school on this site."), MentoringError)
	_ask("learning_mentor.demo.remove")


def make(secret: str) -> None:
	"""The job. ``secret`` is the password, encrypted: the queue can be read in the desk."""
	demo.make(password=decrypt(secret))


def _ask(method: str, **arguments: str) -> None:
	if _is_working():
		demo.refuse_meanwhile()
	try:
		frappe.enqueue(method, queue="long", timeout=JOB_SECONDS, job_id=demo.JOB, **arguments)
	except NO_QUEUE:
		frappe.throw(
			_("No worker can be reached: start Redis and the workers of the bench, then try again."),
			MentoringError,
		)
