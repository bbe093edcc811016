"""`./run benchmark`: a site of its own, filled and measured by `benchmarks/`, and gone afterwards."""

import os
import shutil
import subprocess
from pathlib import Path

from . import shell, steps
from .bench import BENCHMARK_SITE, TEST_SITE, Bench
from .commands import make_bench, stop_serving
from .console import Step, perform
from .environment import FAILURE, pip
from .lock import held
from .sites import Site
from .snapshot import copy_fresh, make_fresh, remove_database
from .stamps import hash_of_files

KEEP = "--keep"
# A million sessions want what a small server gives MariaDB, not what a bench for tests does
BUFFER_POOL, BUFFER_POOL_OF_TESTS = 1024**3, 256 * 1024**2


def run(root: Path, words: list[str]) -> int:
	"""The benchmark's exit code. With ``--keep`` the site stays, and the next such run goes on with it."""
	bench = make_bench(root, False)
	site = Site(bench, BENCHMARK_SITE)
	with held(bench.paths, "tests"):
		stop_serving(bench)
		with held(bench.paths, "setup"):
			perform(preparation(bench, site, stays=KEEP in words))
		env = os.environ | bench.environment(site.name) | {"LM_CLONE": str(root)}
		try:
			set_buffer_pool(bench, BUFFER_POOL)
			command = [bench.paths.python, "-m", "benchmarks", *(word for word in words if word != KEEP)]
			return subprocess.run(command, cwd=root, env=env).returncode
		finally:
			set_buffer_pool(bench, BUFFER_POOL_OF_TESTS)
			if KEEP not in words:
				remove(site)


def preparation(bench: Bench, site: Site, stays: bool) -> list[Step]:
	steps_before = [
		*steps.machine(bench),
		Step("Packages for plots", lambda: install_plots(bench)),
		*steps.servers(bench),
	]
	if stays and site.config_file.exists():
		return [*steps_before, Step("Benchmark site", lambda: "kept")]
	return [
		*steps_before,
		Step("Fresh test site", lambda: make_fresh(bench, Site(bench, TEST_SITE))),
		Step("Benchmark site", lambda: copy_fresh(bench, site)),
	]


def install_plots(bench: Bench) -> str | None:
	"""matplotlib, which nothing but the benchmark needs."""
	listed = bench.paths.dev / "requirements-benchmark.txt"
	if bench.stamps.matches("benchmark", hash_of_files([listed])):
		return None
	shell.run([*pip(bench.paths), "-r", listed], bench.paths.logs / "python.log", FAILURE)
	bench.stamps.put("benchmark", hash_of_files([listed]))
	return "installed"


def set_buffer_pool(bench: Bench, size: int) -> None:
	"""While MariaDB runs: it may be busy for a moment giving memory back."""
	sql = f"SET GLOBAL innodb_buffer_pool_size = {size}"
	shell.run(
		bench.mariadb.client("mysql", "-e", sql), bench.mariadb.log, "MariaDB kept its memory: see the log."
	)


def remove(site: Site) -> None:
	remove_database(site)
	shutil.rmtree(site.folder, ignore_errors=True)
