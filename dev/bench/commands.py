"""What `./run` can be asked to do."""

import json
import os
import shutil
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path

from . import demo, shell, steps
from .bench import DEMO_SITE, TEST_SITES, Bench
from .console import perform, say
from .errors import BenchError
from .lock import held
from .paths import Paths
from .processes import Processes
from .services import Services
from .sites import Site
from .sources import choose

FAULTS = ("tests/reliability", "tests/rest/test_event_race.py")
LONG_COUNTS = {"LM_FAULTS": "long", "LM_RACE_ROUNDS": "100"}
QUICK = "--quick"
STOP_LAST = ("redis_cache", "redis_queue", "mariadb")


def make_bench(root: Path, official: bool) -> Bench:
	return Bench(root, choose(Paths(root), official))


def run_demo(root: Path, port: int | None, official: bool) -> int:
	bench = make_bench(root, official)
	with held(bench.paths, "setup"):
		Services(bench, DEMO_SITE).serve_at(port or bench.ports["demo_web"])
		perform(steps.for_demo(bench))
	demo.describe(bench)
	return 0


def run_tests(root: Path, official: bool, words: list[str], counts: dict[str, str] | None = None) -> int:
	"""pytest's exit code; a run that finds no tests fails too.

	The whole suite runs on all test sites at once; a run that names its files has the first site to itself.
	``counts``: variables that say how often tests try what they try.
	"""
	bench = make_bench(root, official)
	sites = TEST_SITES[:1] if words else TEST_SITES
	with held(bench.paths, "tests"):
		stop_serving(bench)
		try:
			with held(bench.paths, "setup"):
				perform(steps.for_tests(bench, sites))
			command = [bench.paths.python, "-m", "pytest", *(words or whole_suite())]
			sites_for_tests = {"LM_TEST_SITES": json.dumps([bench.environment(site) for site in sites])}
			env = bench.environment(sites[0]) | sites_for_tests | (counts or {})
			return subprocess.run(command, cwd=root, env=shell.as_at_a_school(env)).returncode
		finally:
			stop_serving(bench)


def run_reliability(root: Path, words: list[str]) -> int:
	"""The tests under faults with long counts; with ``--quick`` as in `./run test`. More words: pytest's."""
	more = [word for word in words if word != QUICK]
	return run_tests(root, False, [*FAULTS, *more], {} if QUICK in words else LONG_COUNTS)


def whole_suite() -> list[str]:
	"""On all test sites; `tests/conftest.py` says which tests go together, in the order of the folders."""
	return ["tests", "-n", str(len(TEST_SITES)), "--dist", "loadgroup", "--no-loadscope-reorder"]


def stop_serving(bench: Bench) -> None:
	for site in TEST_SITES:
		Services(bench, site).stop()


def run_site_command(root: Path, words: list[str]) -> int:
	bench = make_bench(root, False)
	if not Site(bench, DEMO_SITE).installed:
		raise BenchError("There is no demo site yet: make it with './run demo', then run this again.")
	with held(bench.paths, "setup"), redirect_stdout(sys.stderr):
		perform(steps.servers(bench))
	command = [str(word) for word in bench.command("--site", DEMO_SITE, *words)]
	env = os.environ | bench.environment(DEMO_SITE)
	return subprocess.run(command, cwd=bench.paths.sites, env=env).returncode


def run_translations(root: Path, words: list[str]) -> int:
	return subprocess.run([sys.executable, root / "dev/translations.py", *words]).returncode


def stop(root: Path) -> int:
	paths = Paths(root)
	processes = Processes(paths.run, paths.logs)
	names = sorted(processes.names(), key=lambda name: (name in STOP_LAST, name))
	stopped = [name for name in names if processes.stop(name)]
	say(f"Stopped {', '.join(stopped)}." if stopped else "Nothing was running.")
	return 0


def clean(root: Path) -> int:
	stop(root)
	paths = Paths(root)
	shutil.rmtree(paths.bench, ignore_errors=True)
	paths.mariadb_socket.unlink(missing_ok=True)
	say("Removed .bench with its sites, data and programs; Debian packages were left.")
	return 0
