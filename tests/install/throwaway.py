"""A site that exists for these tests alone, made from one of the bench's pictures of a site."""

import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "dev"))

from bench.bench import TEST_SITE, Bench
from bench.commands import make_bench
from bench.sites import Site
from bench.snapshot import Snapshot, remove_database

CLONE = Path(__file__).parents[2]

# what Frappe writes by itself while commands run; a worker makes the contacts of users, sooner or later
BOOKKEEPING = {
	"tabError Log",
	"tabActivity Log",
	"tabAccess Log",
	"tabScheduled Job Log",
	"tabPatch Log",
	"tabInstalled Application",
	"tabDefaultValue",
	"tabDeleted Document",
	"tabVersion",
	"tabContact",
	"tabContact Email",
	"tabContact Phone",
}
# what the app sets up and admins change
SETUP = (
	"tabWorkflow",
	"tabWorkflow Document State",
	"tabWorkflow Transition",
	"tabEmail Template",
	"tabRole",
	"tabMentoring Need",
	"tabMentoring Strategy",
	"tabMentoring Strategy Step",
)


class ThrowawaySite(Site):
	def __init__(self, bench: Bench | None = None):
		super().__init__(bench or make_bench(CLONE, False), f"install-{secrets.token_hex(3)}.localhost")
		self.database = self.database.replace("-", "_")

	def make(self, picture_of: str = "frappe") -> None:
		"""From the picture with just Frappe, or from that with all ``apps``."""
		Snapshot(self.bench, Site(self.bench, TEST_SITE)).copy_to(self, picture_of)

	def remove(self) -> None:
		remove_database(self)
		shutil.rmtree(self.folder, ignore_errors=True)

	def command(self, *words: str) -> str:
		"""A bench command on the site; returns what it printed."""
		return self.python("-m", "frappe.utils.bench_helper", "frappe", "--site", self.name, *words)

	def python(self, *words: str) -> str:
		"""The bench's Python in the folder of sites; returns what it printed."""
		finished = subprocess.run(
			[str(self.bench.paths.python), *words],
			cwd=self.bench.paths.sites,
			env=self.variables(),
			capture_output=True,
			text=True,
			timeout=900,  # the demo school, on a busy machine
		)
		assert not finished.returncode, finished.stdout[-2000:] + finished.stderr[-4000:]
		return finished.stdout

	def variables(self) -> dict[str, str]:
		return os.environ | self.bench.environment(self.name) | {"PYTHONPATH": str(CLONE)}

	def sql(self, statements: str) -> list[str]:
		"""Run SQL as the server's root; returns the lines of the answer, their columns parted by tabs."""
		client = self.bench.mariadb.client("mysql", "--batch", "--skip-column-names", "-e", statements)
		finished = subprocess.run([str(word) for word in client], capture_output=True, text=True)
		assert not finished.returncode, finished.stderr
		return finished.stdout.splitlines()

	def columns(self) -> set[str]:
		"""Every column of every table, with its type and its keys."""
		return set(
			self.sql(
				"SELECT table_name, column_name, column_type, column_key FROM information_schema.columns"
				f" WHERE table_schema = '{self.database}'"
			)
		)

	def indexes(self) -> set[str]:
		return set(
			self.sql(
				"SELECT table_name, index_name, seq_in_index, column_name, non_unique"
				f" FROM information_schema.statistics WHERE table_schema = '{self.database}'"
			)
		)

	def rows(self) -> set[str]:
		"""``table: name`` of every row, without Frappe's own bookkeeping."""
		tables = {line.split("\t")[0] for line in self.columns() if line.split("\t")[1] == "name"}
		return set(
			self.sql(
				"".join(
					f"SELECT '{table}', `name` FROM {self.database}.`{table}`;"
					for table in sorted(tables - BOOKKEEPING)
				)
			)
		)

	def setup_rows(self) -> dict[str, str]:
		"""What the app sets up: a checksum per table, and the settings."""
		tables = ", ".join(f"{self.database}.`{table}`" for table in SETUP)
		settings = f"SELECT field, value FROM {self.database}.tabSingles WHERE doctype = 'Mentoring Settings'"
		return dict(line.split("\t") for line in self.sql(f"CHECKSUM TABLE {tables}; {settings}"))
