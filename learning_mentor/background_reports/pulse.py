"""Whether a worker is alive, as the kernel knows it: by a lock on one byte of a file, which ends with it.

The queue's own word does not do: a job whose worker was killed stays "started", or "queued" in no queue, for
ever. `long_jobs` has a lock file for each record; runs are many, and would leave as many files.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from frappe.utils import get_site_path

FILE = "report-runs.lock"


@contextmanager
def alive(run: str) -> Iterator[None]:
	"""While the block runs, `is_alive` is true of this run for other processes."""
	with _file() as file:
		fcntl.lockf(file, fcntl.LOCK_EX, 1, _byte(run))
		yield


def is_alive(run: str) -> bool:
	"""Whether another process is within `alive` of this run."""
	with _file() as file:
		try:
			fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB, 1, _byte(run))
		except OSError:
			return True
		return False


def _file() -> BinaryIO:
	return open(get_site_path("locks", FILE), "a+b")


def _byte(run: str) -> int:
	"""Places beyond the end of a file can be locked too. Two runs on one are as good as impossible."""
	return int(run[:14], 16)
