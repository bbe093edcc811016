"""The steps from a bare machine to a site, in the order in which they need each other."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from . import assets, debian, demo, environment, sources
from .bench import DEMO_SITE, Bench
from .console import Step
from .services import Services
from .sites import Site
from .snapshot import copy_fresh, make_fresh


def machine(bench: Bench) -> list[Step]:
	"""Programs, apps, and packages of Python and of npm."""
	return [
		Step("Debian packages", lambda: debian.ensure(bench.paths)),
		Step("Python environment", lambda: environment.create(bench.paths, bench.stamps)),
		Step("Frappe and the apps", lambda: sources.place_apps(bench.paths, bench.source, bench.stamps)),
		Step("Packages, scripts and styles", lambda: install_packages(bench)),
	]


def install_packages(bench: Bench) -> str | None:
	"""pip and npm at the same time, each on a core of its own; real Frappe's build needs its Python first."""
	if bench.source.has_real_frappe:
		done = environment.install(bench.paths, bench.source, bench.stamps)
		return assets.ensure(bench) or done
	with ThreadPoolExecutor(max_workers=1) as beside:
		scripts = beside.submit(assets.ensure, bench)
		done = environment.install(bench.paths, bench.source, bench.stamps)
		return scripts.result() or done


def servers(bench: Bench) -> list[Step]:
	return [
		Step("MariaDB", lambda: bench.mariadb.ensure(bench.stamps)),
		Step("Redis", lambda: start_redis(bench)),
	]


def start_redis(bench: Bench) -> str | None:
	started = bench.redis.ensure()
	bench.configure()
	return started


def for_demo(bench: Bench) -> list[Step]:
	return [
		*machine(bench),
		*servers(bench),
		Step("Demo site", Site(bench, DEMO_SITE).ensure),
		Step("Demo records", lambda: demo.fill(bench)),
		Step("Web server, worker and scheduler", Services(bench, DEMO_SITE).ensure),
	]


def for_tests(bench: Bench, sites: Sequence[str]) -> list[Step]:
	"""The first site is installed or restored, the others are copies of it."""
	first, *others = sites
	return [
		*machine(bench),
		*servers(bench),
		Step("Fresh test site", lambda: make_fresh(bench, Site(bench, first))),
		*[Step(f"Its copy {site}", partial(copy_fresh, bench, Site(bench, site))) for site in others],
		*[Step(f"Web server and worker of {site}", Services(bench, site).ensure) for site in sites],
	]
