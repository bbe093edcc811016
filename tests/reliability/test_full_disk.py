"""No room for a file: whoever uploads it is told so, and there is neither a row nor half a file.

The limit is one of the kernel's on the size of files that a process may write, as a full disk takes root.
"""

import resource

import pytest

from tests import factories as make
from tests.reliability.conftest import times
from tests.reliability.own_bench import OwnSite, descendants

ROUNDS = times(3, 100)
ROOM, TOO_BIG, SMALL = 256_000, 400_000, 1_000  # bytes; werkzeug keeps up to 500,000 in memory
FILES = "SELECT count(*) FROM tabFile WHERE file_name LIKE 'scan%'"


@pytest.fixture
def full(own) -> OwnSite:
	"""The site, whose web server cannot write files that are larger than ``ROOM``."""
	master = own.bench.processes.running(f"{own.services.prefix}-web")["pid"]
	workers = descendants(master)
	limits = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in workers}
	for pid, (_soft, hard) in limits.items():
		resource.prlimit(pid, resource.RLIMIT_FSIZE, (ROOM, hard))
	yield own
	for pid, limit in limits.items():
		resource.prlimit(pid, resource.RLIMIT_FSIZE, limit)


def upload(session, name: str, size: int):
	return session.post(
		"/api/method/upload_file",
		data={"is_private": 1},
		files={"file": (name, name.encode() * (size // len(name)), "text/plain")},
	)


def stored(own: OwnSite) -> list[str]:
	return [
		path.name for path in (own.folder / "private" / "files").iterdir() if path.name.startswith("scan")
	]


def test_a_file_that_does_not_fit_is_refused_in_words_and_leaves_nothing(full, sign_in, table):
	coordinator = sign_in(make.COORDINATOR)
	answers = [upload(coordinator, f"scan-{number}.txt", TOO_BIG) for number in range(ROUNDS)]
	told = [answer.status_code == 507 and "no room" in answer.text for answer in answers]
	left = (full.number(FILES), stored(full))
	lost = ROUNDS if left != (0, []) else told.count(False)
	table("Disk full on upload", tried=ROUNDS, lost=lost, remark="neither row nor half a file stays")
	assert told == [True] * ROUNDS, answers[0].text[:500]
	assert left == (0, [])
	assert upload(coordinator, "scan-small.txt", SMALL).ok
	assert (full.number(FILES), stored(full)) == (1, ["scan-small.txt"])
