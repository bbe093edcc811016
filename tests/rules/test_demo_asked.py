"""Whether the demo school is being worked on: its two buttons are closed for just so long."""

import pytest
from frappe.utils.background_jobs import get_job, get_queue

from learning_mentor import demo, long_jobs
from learning_mentor.demo import asked
from learning_mentor.exceptions import MentoringError

pytestmark = pytest.mark.usefixtures("empty_queue")


@pytest.fixture
def empty_queue(db):
	yield
	if left := get_job(demo.JOB):
		left.delete()


def test_while_a_job_waits_no_second_one_is_asked_for():
	assert not asked.state()["working"]
	asked._ask("learning_mentor.demo.remove")
	assert asked.state()["working"]
	with pytest.raises(MentoringError, match="being worked on"):
		asked._ask("learning_mentor.demo.remove")


def test_a_job_that_died_with_its_worker_closes_no_button():
	asked._ask("learning_mentor.demo.remove")
	get_queue("long").remove(get_job(demo.JOB).id)  # as a worker takes it before it forks
	assert not asked.state()["working"]


def test_while_somebody_is_at_it_nobody_else_begins():
	with long_jobs.alone(demo.JOB):
		assert asked.state()["working"]
		with pytest.raises(MentoringError, match="being worked on"):
			demo.remove()
