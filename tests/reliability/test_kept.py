"""What is stored stays as it is: through migrations, patches that run twice, a backup that is restored."""

import json
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from tests.install.throwaway import SETUP
from tests.reliability.conftest import times
from tests.reliability.own_bench import OwnSite

MIGRATIONS = times(1, 3)
SETTINGS = "tabSingles"
# restoring says in System Settings whether jobs run
WRITTEN_BY_RESTORING = ("System Settings\tenable_scheduler", "System Settings\tmodified")


@pytest.fixture(scope="module")
def full(own) -> OwnSite:
	"""The site with records, and files that everybody, or not everybody, may see."""
	own.act("make_records", times(2, 50))
	own.command("migrate")
	own.services.stop()  # a worker would go on writing
	yield own
	own.services.ensure()


def checksums(site: OwnSite, tables: set[str]) -> dict[str, str]:
	listed = ", ".join(f"{site.database}.`{table}`" for table in sorted(tables))
	rows = (line.split("\t") for line in site.sql(f"CHECKSUM TABLE {listed}"))
	return {table.partition(".")[2]: checksum for table, checksum in rows}


def tables(site: OwnSite) -> set[str]:
	return set(
		site.sql(f"SELECT table_name FROM information_schema.tables WHERE table_schema = '{site.database}'")
	)


def ours(site: OwnSite) -> dict[str, str]:
	return checksums(site, {table for table in tables(site) if table.startswith("tabMentor")} | set(SETUP))


def settings(site: OwnSite) -> set[str]:
	rows = site.sql(f"SELECT doctype, field, value FROM {site.database}.{SETTINGS}")
	return {row for row in rows if not row.startswith(WRITTEN_BY_RESTORING)}


def differences(before: dict, after: dict) -> list[str]:
	return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def test_migrating_again_changes_nothing(full, table):
	before, rows = ours(full), full.rows()
	found = []
	for _each in range(MIGRATIONS):
		full.command("migrate")
		found.append((differences(before, ours(full)), sorted(rows ^ full.rows())))
	lost = sum(each != ([], []) for each in found)
	table("Migration repeated", tried=MIGRATIONS, lost=lost, remark=f"{len(before)} tables by checksum")
	assert found == [([], [])] * MIGRATIONS


def test_a_patch_that_runs_twice_more_changes_nothing(full, table):
	before, rows = ours(full), full.rows()
	patches = full.act("run_patches", 2)
	changed = (differences(before, ours(full)), sorted(rows ^ full.rows()))
	lost = 0 if changed == ([], []) else len(patches)
	table("Patches run twice", tried=2 * len(patches), lost=lost, remark=f"{len(before)} tables by checksum")
	assert patches
	assert changed == ([], [])


@pytest.fixture
def restored(full, tmp_path) -> OwnSite:
	full.command("backup", "--with-files", "--backup-path", str(tmp_path))
	copy = OwnSite(full.bench)
	try:
		restore(full, copy, tmp_path)
		yield copy
	finally:
		shutil.rmtree(copy.folder, ignore_errors=True)


def restore(site: OwnSite, copy: OwnSite, folder: Path) -> None:
	"""As an admin does it: a new site's folder, the old one's key, then Frappe's own command."""
	(copy.folder / "locks").mkdir(parents=True)
	settings = json.loads(site.config_file.read_text())
	copy.config_file.write_text(json.dumps(settings | {"db_name": copy.database}))
	kept = {kind: next(folder.glob(f"*-{kind}*")) for kind in ("database", "files", "private-files")}
	kept["files"] = next(path for path in folder.glob("*-files*") if "private" not in path.name)
	copy.command(
		"restore",
		str(kept["database"]),
		"--with-public-files",
		str(kept["files"]),
		"--with-private-files",
		str(kept["private-files"]),
		"--db-root-username",
		"root",
		"--db-root-password",
		site.bench.mariadb.password,
		"--force",
	)


def files(site: OwnSite) -> dict[str, str]:
	"""Hash of each file that records may have."""
	folders = [site.folder / kind / "files" for kind in ("public", "private")]
	return {
		str(path.relative_to(site.folder)): sha256(path.read_bytes()).hexdigest()
		for folder in folders
		for path in folder.rglob("*")
		if path.is_file()
	}


def test_a_backup_on_a_new_site_has_every_row_and_every_file(full, restored, table):
	before, after = (checksums(site, tables(site) - {SETTINGS}) for site in (full, restored))
	kept, found = files(full), files(restored)
	lost = differences(before, after) + differences(kept, found) + sorted(settings(full) ^ settings(restored))
	remark = f"{len(before)} tables and {len(kept)} files by hash"
	table("Backup restored", tried=len(before) + len(kept), lost=len(lost), remark=remark)
	assert kept
	assert lost == []
