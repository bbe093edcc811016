"""Waiting for the worker."""

import time

from frappe.utils.background_jobs import get_queues


def let_jobs_finish(site: str, seconds: int = 120) -> None:
	"""Wait until the worker has done what it was asked to do for a site; other sites are no matter."""
	give_up = time.monotonic() + seconds
	while any(job_id.startswith(site) for job_id in _jobs()):
		assert time.monotonic() < give_up, f"the worker was still busy after {seconds} s"
		time.sleep(0.2)


def _jobs() -> list[str]:
	return [
		job_id
		for queue in get_queues()
		for job_id in (*queue.job_ids, *queue.started_job_registry.get_job_ids())
	]
