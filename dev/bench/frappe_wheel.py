"""Restores Frappe from the one registry package that carries it whole under other names.

`frappe_wheel.json` is the manifest: which wheel, how many files and replacements are expected per rule,
and the hash of the tree that must come out. Anything else stops the run.
"""

import json
import re
import shutil
import zipfile
from collections import Counter
from hashlib import sha256
from pathlib import Path

from . import shell
from .console import note
from .errors import BenchError
from .paths import Paths

MANIFEST = json.loads((Path(__file__).parent / "frappe_wheel.json").read_text())
RENAMES = [(re.compile(rule["pattern"].encode()), rule["name"].encode()) for rule in MANIFEST["renames"]]
MISMATCH = "Frappe's package is not the expected one: {0}. Remove .bench/downloads and run again."


def download(paths: Paths) -> Path:
	wheel = paths.downloads / MANIFEST["file"]
	if not (wheel.exists() and sha256(wheel.read_bytes()).hexdigest() == MANIFEST["sha256"]):
		fetch(paths)
	return wheel


def fetch(paths: Paths) -> None:
	pinned = paths.downloads / "frappe-wheel.txt"
	pinned.write_text(f"{MANIFEST['package']}=={MANIFEST['version']} --hash=sha256:{MANIFEST['sha256']}\n")
	note("fetching")
	pip_download = [paths.python, "-m", "pip", "download", "--no-deps", "--require-hashes"]
	shell.run(
		[*pip_download, "-r", pinned, "-d", paths.downloads],
		paths.logs / "frappe.log",
		"Frappe's package could not be fetched as pinned: check that PyPI is reachable, then run again.",
	)


def rename(content: bytes, counts: Counter) -> bytes:
	for pattern, name in RENAMES:
		content, count = pattern.subn(name, content)
		counts[pattern.pattern.decode()] += count
	return content


def restore(paths: Paths) -> Path:
	"""Write the renamed tree to `apps/frappe`, by way of a folder beside it: no half tree is ever used."""
	partial = paths.apps / "frappe.partial"
	shutil.rmtree(partial, ignore_errors=True)
	found = unpack(download(paths), partial)
	check(found)
	target = paths.apps / "frappe"
	shutil.rmtree(target, ignore_errors=True)
	partial.rename(target)
	return target


def unpack(wheel: Path, target: Path) -> dict:
	counts: Counter = Counter()
	renamed, digest, files = {}, sha256(), 0
	with zipfile.ZipFile(wheel) as archive:
		for name in sorted(archive.namelist()):
			if name.endswith("/") or Path(name).name in MANIFEST["left_out"] or ".dist-info/" in name:
				continue
			new_name = rename(name.encode(), Counter()).decode()
			content = rename(archive.read(name), counts)
			write(target / new_name, content)
			digest.update(new_name.encode() + b"\0" + sha256(content).digest())
			files += 1
			if new_name.partition("/")[2] != name.partition("/")[2]:
				renamed[name] = new_name
	found = {"files": files, "renamed_files": renamed, "replacements": dict(counts)}
	return found | {"tree": digest.hexdigest()}


def write(file: Path, content: bytes) -> None:
	file.parent.mkdir(parents=True, exist_ok=True)
	file.write_bytes(content)


def check(found: dict) -> None:
	for part, value in found.items():
		if MANIFEST["expected"].get(part) != value:
			raise BenchError(MISMATCH.format(part.replace("_", " ")))
