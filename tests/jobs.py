"""Waiting for the worker."""

import time

from frappe.utils.background_jobs import get_queues, get_redis_conn
from rq.job import Job, JobStatus

UNDONE = {JobStatus.QUEUED.value, JobStatus.STARTED.value}


def let_jobs_finish(site: str, seconds: int = 120) -> None:
	"""Wait until the worker has done what it was asked to do for a site; other sites are no matter."""
	give_up = time.monotonic() + seconds
	while _undone(site):
		assert time.monotonic() < give_up, f"the worker was still busy after {seconds} s"
		time.sleep(0.2)


def _undone(site: str) -> bool:
	"""By the jobs' own status: while a worker forks, its job is in no queue and not yet started.

	Jobs of rolled-back tests wait in queues that no worker listens to.
	"""
	redis, heard = get_redis_conn(), {queue.name for queue in get_queues()}
	for key in redis.scan_iter(f"{Job.redis_job_namespace_prefix}{site}*", count=1000, _type="hash"):
		status, queue = ((word or b"").decode() for word in redis.hmget(key, "status", "origin"))
		if status in UNDONE and queue in heard:
			return True
	return False
