"""A picture of the freshly installed test site: every test run starts from the same one within seconds."""

import json
import secrets
import shutil
from pathlib import Path

from . import shell
from .bench import TEST_SITE, Bench
from .console import note
from .sites import Site
from .stamps import key_of

FAILURE = "The test site's database could not be {0}: see the log, or run './run clean' and begin anew."


class Snapshot:
	def __init__(self, bench: Bench, site: Site):
		self.bench = bench
		self.site = site
		self.log = bench.paths.logs / f"{site.name}.log"

	def file(self, name: str) -> Path:
		return self.bench.paths.snapshots / f"{self.site.database}-{name}.sql"

	def take(self, name: str, key: str) -> None:
		partial = self.file(name).with_suffix(".partial")
		command = self.bench.mariadb.client(
			"mysqldump", "--single-transaction", "--quick", "--no-autocommit", self.site.database
		)
		shell.run(command, self.log, FAILURE.format("saved"), stdout=partial)
		partial.rename(self.file(name))
		shutil.copy2(self.site.config_file, self.file(name).with_suffix(".json"))
		self.bench.stamps.put(f"snapshot-{name}", key_of(key))

	def has(self, name: str, key: str) -> bool:
		return self.file(name).exists() and self.bench.stamps.matches(f"snapshot-{name}", key_of(key))

	def load(self, name: str) -> None:
		"""Put back the database, the settings and empty file folders."""
		self.fill(self.site, name)
		shutil.copy2(self.file(name).with_suffix(".json"), self.site.config_file)
		self.site.configure()
		self.site.frappe("Clearing the cache", "clear-cache")

	def fill(self, site: Site, name: str) -> None:
		"""Put the picture's database and empty file folders into a site that exists, be it a copy."""
		sql = f"DROP DATABASE IF EXISTS `{site.database}`; CREATE DATABASE `{site.database}`"
		shell.run(self.bench.mariadb.client("mysql", "-e", sql), self.log, FAILURE.format("emptied"))
		command = self.bench.mariadb.client("mysql", site.database)
		shell.run(command, self.log, FAILURE.format("restored"), stdin=self.file(name))
		for folder in ("public/files", "private/files"):
			shutil.rmtree(site.folder / folder, ignore_errors=True)
			(site.folder / folder).mkdir(parents=True)

	def copy_to(self, other: Site, name: str) -> None:
		"""Make ``other`` anew as a site like the one in the picture, with a database user of its own."""
		settings = json.loads(self.file(name).with_suffix(".json").read_text())
		password = secrets.token_hex(12)
		shutil.rmtree(other.folder, ignore_errors=True)
		for folder in ("private/backups", "locks", "logs"):
			(other.folder / folder).mkdir(parents=True)
		other.config_file.write_text(
			json.dumps(settings | {"db_name": other.database, "db_password": password})
		)
		remove_database(other)
		grants = "".join(
			f"CREATE USER '{other.database}'@'{host}' IDENTIFIED BY '{password}';"
			f"GRANT ALL ON `{other.database}`.* TO '{other.database}'@'{host}';"
			for host in ("%", "localhost")
		)
		shell.run(self.bench.mariadb.client("mysql", "-e", grants), self.log, FAILURE.format("copied"))
		self.fill(other, name)


def remove_database(site: Site) -> None:
	"""Drop a site's database and its users, if they exist."""
	name = site.database
	sql = f"DROP DATABASE IF EXISTS `{name}`; DROP USER IF EXISTS '{name}'@'%', '{name}'@'localhost'"
	log = site.bench.paths.logs / f"{site.name}.log"
	shell.run(site.bench.mariadb.client("mysql", "-e", sql), log, FAILURE.format("dropped"))


def copy_fresh(bench: Bench, site: Site) -> str:
	"""One more test site, from the picture of the first one as it is installed."""
	Snapshot(bench, Site(bench, TEST_SITE)).copy_to(site, "apps")
	site.configure()
	site.frappe("Clearing the cache", "clear-cache")
	return "fresh"


def make_fresh(bench: Bench, site: Site) -> str:
	"""The test site as it is right after installing the apps as they now are.

	Two pictures are kept: Frappe alone, and with all apps. When an app changes, the second is made
	anew from the first, so tests always see a new installation and never a migrated one.
	"""
	snapshot = Snapshot(bench, site)
	version = bench.version
	if snapshot.has("apps", version):
		note("restoring")
		snapshot.load("apps")
		return "fresh"
	if snapshot.has("frappe", bench.stamps.get("app-frappe")):
		note("restoring Frappe")
		snapshot.load("frappe")
		site.note_installed(["frappe"])
	else:
		site.create()
		snapshot.take("frappe", bench.stamps.get("app-frappe"))
	site.ensure()
	snapshot.take("apps", version)
	return "fresh"
