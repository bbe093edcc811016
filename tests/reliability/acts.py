"""Run on the own site as ``acts.py NAME [VALUES]``: what tests under faults need done in a process there.

``VALUES`` is a JSON list; the answer is printed as JSON, on the last line.
"""

import json
import multiprocessing
import sys
import traceback
from contextlib import suppress
from datetime import date, datetime, time, timedelta, timezone
from importlib import import_module

import frappe
from frappe.email.doctype.email_queue.email_queue import send_mail
from frappe.email.queue import get_queue
from frappe.modules.patch_handler import get_all_patches
from frappe.utils import add_days, add_years, now_datetime, today
from frappe.utils.background_jobs import get_queue as get_job_queue
from time_machine import travel

from learning_mentor import hooks, long_jobs, notify, plans
from learning_mentor.data_protection import disposal
from learning_mentor.notices import digest, outbox
from learning_mentor.notices import hours as mail_hours
from tests import factories as make
from tests import import_factories as imports
from tests import retention_factories as retention
from tests.conftest import begin_request, session_of

processes = multiprocessing.get_context("fork")
PATIENCE = 120  # seconds that one process waits for the others
NOMINATION = "Mentoring Nomination"
LEFT_BY_JOBS = (
	"Notification Log",
	"Mentoring Notice",
	"Mentoring Job Mark",
	"Email Queue",
	"Communication",
	"ToDo",
	"Error Log",
)


def make_people() -> dict:
	"""Those whom these tests need. An administrator first, as `make.make_people` explains."""
	make.make_user("System Manager", email="admin@example.com")
	for coordinator in (make.COORDINATOR, make.SECOND_COORDINATOR):
		make.make_coordinator(coordinator)
	make.make_academic_year()
	officers = {f"officer_{place}": make.make_officer().name for place in (1, 2)}
	return {"teacher": make.make_teacher().name, **officers}


def a_mentor():
	return make.make_mentor(user=a_user("mentor", make.MENTOR_ROLES), caseload_limit=500)


def a_user(kind: str, roles: tuple[str, ...]) -> str:
	"""A new user; ``make.take_user`` would hand out the same one in each process."""
	return make.make_user(*roles, email=f"{make.unique(kind)}@example.com").name


def make_nominations(number: int, for_each_mentor: int = 400) -> list[list[str]]:
	"""Pairs of an open nomination and a mentor with a place."""
	made = []
	teacher = make.make_teacher().name
	for place in range(number):
		if place % for_each_mentor == 0:
			mentor = a_mentor().name
		made.append([make.make_nomination(by=teacher).name, mentor])
	return made


def make_pupils(number: int) -> list[str]:
	return [make.make_student().name for _each in range(number)]


def make_import_of_nominations(number: int) -> str:
	"""An import that waits to be carried out, by a coordinator; each row is a pupil of its own."""
	teacher = make.make_teacher().name
	rows = [imports.nomination_row(make.make_student(), teacher) for _each in range(number)]
	importing = imports.make_import("Nominations", rows)
	frappe.db.set_value("Mentoring Import", importing.name, {"state": "Importing", "only_good_rows": 0})
	return importing.name


def carry_out_import(name: str) -> None:
	"""As a worker does it."""
	long_jobs.work("Mentoring Import", name)


def leave_notices(number: int) -> list[str]:
	"""Notices for the digest, a few for each of so many people, from yesterday."""
	frappe.db.set_single_value("Mentoring Settings", "quiet_hours", 0)
	addresses = [f"{make.unique('coordinator')}@example.com" for _each in range(number)]
	people = [make.make_coordinator(address).name for address in addresses]
	nomination = make.make_nomination()
	for user in people:
		log = frappe.get_doc(
			{
				"doctype": "Notification Log",
				"for_user": user,
				"type": "Alert",
				"document_type": NOMINATION,
				"document_name": nomination.name,
				"subject": "A notice",
			}
		).insert()
		outbox.put("other", "Digest", "A notice", log)
	return people


def send_digests() -> list[str]:
	"""As the job of each minute does it on the next day."""
	moment = mail_hours.digest_time(add_days(now_datetime(), 1))
	return digest.run(moment)


def make_records(number: int) -> int:
	"""Plans in force, each with a comment, and a private and a public file."""
	mentor = a_mentor()
	for place in range(number):
		plan = make.make_plan(make.make_case(mentor=mentor), status="Active")
		case = frappe.get_doc("Mentoring Case", plan.case)
		case.add_comment("Comment", "Seen on the yard")
		_attach(
			f"agreement-{place}.txt", "signed", attached_to_doctype=case.doctype, attached_to_name=case.name
		)
		_attach(f"timetable-{place}.txt", f"week {place}", is_private=0)
	return number


def _attach(file_name: str, content: str, **values) -> None:
	values = {"is_private": 1, "file_name": file_name, "content": content, **values}
	frappe.get_doc({"doctype": "File", **values}).insert()


def run_patches(number: int) -> list[str]:
	"""Run each patch of the app so many times more. Returns the patches."""
	patches = [
		patch
		for patch in get_all_patches()
		if isinstance(patch, str) and patch.startswith("learning_mentor.")
	]
	for patch in patches * number:
		import_module(patch.split()[0]).execute()
		frappe.db.commit()
	return patches


def make_disposal(officer: str, pupils: int) -> str:
	"""A disposal of so many pupils, prepared by an officer."""
	mentor = a_mentor()
	for _each in range(pupils):
		retention.make_old_case(mentor=mentor)
	with session_of(officer):
		return disposal.prepare()


def dispose(name: str) -> str:
	"""As a worker does what has been approved. Returns what it raised in the end."""
	if frappe.db.get_value("Mentoring Disposal", name, "status") == "Preview":
		frappe.db.set_value("Mentoring Disposal", name, "status", "Approved")
	try:
		long_jobs.work("Mentoring Disposal", name)
	except RuntimeError as error:
		return str(error)
	return ""


def make_long_work(officer: str) -> list[str]:
	"""A disposal to be approved, an import to be checked, and a pupil to be nominated."""
	importing = make_import_of_nominations(5)
	frappe.db.set_value("Mentoring Import", importing, "state", "New")
	return [make_disposal(officer, 2), importing, make.make_student().name]


def take_from_queue() -> str | None:
	"""As a worker takes a job before it forks; returns its id."""
	queue = get_job_queue("long")
	job = queue.connection.lpop(queue.key)
	return job and job.decode()


def pick_up() -> list[str]:
	"""As the job of each minute does it."""
	return long_jobs.pick_up()


def queue_mails(number: int) -> list[str]:
	"""Mails to so many addresses, each as the app queues it."""
	addresses = [f"{make.unique('parent')}@example.com" for _each in range(number)]
	notify.mail(addresses, notify.PLAN_AWAITS_GUARDIAN, {"link": "https://school.example/mentoring"})
	frappe.db.set_value("Email Queue", {"status": "Not Sent"}, "send_after", None)  # at night too
	return addresses


def send_queue(most: int) -> None:
	"""Send what waits, as Frappe's job does it for each mail: until nothing does, so many times at most."""
	for _each in range(most):
		for row in get_queue():  # 500 at most
			with suppress(Exception):
				send_mail(row.name)
			frappe.db.commit()


def use_mail_server(port: int) -> None:
	account = frappe.db.get_value("Email Account", {"default_outgoing": 1})
	frappe.db.set_value("Email Account", account, "smtp_port", str(port))


def make_what_falls_due(number: int) -> None:
	"""Mentors whose clearance, and plans whose review, is to be reminded of today and within a week."""
	years = frappe.db.get_single_value("Mentoring Settings", "clearance_years")
	for _each in range(number):
		mentor = a_mentor()
		mentor.update({"clearance_issued_on": add_days(add_years(today(), -years), 33)}).save()
		plan = make.make_plan(make.make_case(mentor=mentor), status="Active")
		frappe.db.set_value("Mentoring Action Plan", plan.name, "review_date", add_days(today(), 5))


def make_reviews_due(number: int) -> list[list[str]]:
	"""Plans of a mentor each whose review is due today, with the mentors' users, in the order of the job."""
	made = []
	for _each in range(number):
		mentor = a_mentor()
		plan = make.make_plan(make.make_case(mentor=mentor), status="Active")
		frappe.db.set_value("Mentoring Action Plan", plan.name, "review_date", today())
		made.append([plan.name, mentor.user])
	return sorted(made)


def remind_of_reviews() -> None:
	plans.remind()


def work_of_a_day(days_ahead: int) -> dict[str, int]:
	"""Run all scheduled jobs as at ten on that day. Returns the rows that each has added."""
	moment = datetime.combine(date.today() + timedelta(days=days_ahead), time(10), timezone.utc)
	jobs = [*hooks.scheduler_events["daily"], *hooks.scheduler_events["cron"]["* * * * *"]]
	added = {}
	with travel(moment):
		for job in jobs:
			before = _rows()
			frappe.get_attr(job)()
			frappe.db.commit()
			added[job] = _rows() - before
	return added


def _rows() -> int:
	return sum(frappe.db.count(doctype) for doctype in LEFT_BY_JOBS)


def run_at_once(method: str, arguments: dict, number: int = 8) -> list[str]:
	"""Run a job in so many processes at the same moment. Returns what went wrong, in all of them."""
	barrier, problems = processes.Barrier(number), processes.SimpleQueue()
	frappe.db.commit()
	frappe.destroy()
	runs = [
		processes.Process(target=_run_once, args=(method, arguments, barrier, problems))
		for _each in range(number)
	]
	for run in runs:
		run.start()
	for run in runs:
		run.join(PATIENCE)
	begin_request()
	found = []
	while not problems.empty():
		found.append(problems.get())
	return found


def _run_once(method: str, arguments: dict, barrier, problems) -> None:
	begin_request()
	barrier.wait(PATIENCE)
	try:
		module, _dot, function = method.rpartition(".")
		getattr(import_module(module), function)(**arguments)
		frappe.db.commit()
	except Exception:
		frappe.db.rollback()
		problems.put(traceback.format_exc())


if __name__ == "__main__":
	begin_request()
	answer = globals()[sys.argv[1]](*json.loads(sys.argv[2] if len(sys.argv) > 2 else "[]"))
	frappe.db.commit()
	print()
	print(json.dumps(answer, default=str))
