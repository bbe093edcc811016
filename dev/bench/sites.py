"""Making a site with its apps, and bringing it up to date when an app has changed."""

import json
import shutil
from pathlib import Path

from . import shell
from .bench import BENCHMARK_SITE, DEMO_SITE, Bench
from .console import note

INSIDE = Path(__file__).parent / "inside"
ADMIN_PASSWORD = "admin"
FAILURE = "{0} failed on {1}: mend what the log names, then run again."


class Site:
	def __init__(self, bench: Bench, name: str):
		self.bench = bench
		self.name = name
		self.folder = bench.paths.sites / name
		self.database = name.partition(".")[0]

	@property
	def stamp(self) -> str:
		return f"site-{self.name}"

	@property
	def config_file(self) -> Path:
		return self.folder / "site_config.json"

	@property
	def installed(self) -> list[str]:
		"""Apps that were installed without an interruption, as this bench noted them."""
		return json.loads(self.bench.stamps.get(f"{self.stamp}-apps") or "[]")

	def frappe(self, what: str, *words: str) -> None:
		self.bench.frappe(self.name, self.name, FAILURE.format(what, self.name), "--site", self.name, *words)

	def ensure(self) -> str | None:
		"""Make, complete or migrate the site; keeps its records."""
		version = self.bench.version
		has_older_apps = len(self.installed) > 1
		if not self.installed:
			self.create()
		self.configure()
		for app in self.bench.source.apps:
			if app not in self.installed:
				self.install(app)
		if self.bench.stamps.matches(self.stamp, version):
			return None
		if has_older_apps:
			note("migrating")
			self.frappe("Migrating", "migrate")
		self.bench.stamps.put(self.stamp, version)
		return "ready"

	def create(self) -> None:
		note("making the site")
		self.bench.stamps.drop(self.stamp)
		shutil.rmtree(self.folder, ignore_errors=True)
		root = ["--db-root-username", "root", "--db-root-password", self.bench.mariadb.password]
		options = ["--db-name", self.database, "--admin-password", ADMIN_PASSWORD, "--force"]
		failure = FAILURE.format("Making the site", self.name)
		self.bench.frappe(self.name, self.name, failure, "new-site", self.name, *root, *options)
		self.configure()
		self.script("Completing the setup", "site_setup.py")
		self.note_installed(["frappe"])

	def script(self, what: str, file: str) -> None:
		"""Run one of our scripts under `inside/` on the site."""
		shell.run(
			[self.bench.paths.python, INSIDE / file, self.name],
			self.bench.paths.logs / f"{self.name}.log",
			FAILURE.format(what, self.name),
			cwd=self.bench.paths.sites,
			env=self.bench.environment(self.name),
		)

	def install(self, app: str) -> None:
		note(f"installing {app}")
		self.frappe(f"Installing {app}", "install-app", "--force", app)
		self.note_installed([*self.installed, app])

	def note_installed(self, apps: list[str]) -> None:
		self.bench.stamps.put(f"{self.stamp}-apps", json.dumps(apps))

	def configure(self) -> None:
		"""PDF printing loads its styles from `host_name`, so it must be the address that is served.

		Where tests are allowed, Frappe asks with each query whether to print it: that is not to be measured.
		"""
		settings = json.loads(self.config_file.read_text())
		settings["host_name"] = self.bench.address(self.name)
		settings["db_port"] = self.bench.ports["mariadb"]
		if self.name != DEMO_SITE:
			settings |= {"allow_tests": self.name != BENCHMARK_SITE, "pause_scheduler": 1}
		self.config_file.write_text(json.dumps(settings, indent=1, sort_keys=True) + "\n")
