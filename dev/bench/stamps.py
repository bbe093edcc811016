"""A stamp marks a finished step and holds the hash of what went into it.

An interrupted step leaves no stamp, so the next run does it again; a step whose inputs changed
no longer matches its stamp.
"""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

SKIPPED_FOLDERS = {"__pycache__", "node_modules", ".git", "dist"}


def key_of(*parts: object) -> str:
	return sha256("\0".join(str(part) for part in parts).encode()).hexdigest()


def hash_of_files(files: Iterable[Path]) -> str:
	digest = sha256()
	for file in sorted(files):
		digest.update(str(file).encode() + b"\0")
		digest.update(file.read_bytes() + b"\0")
	return digest.hexdigest()


def hash_of_tree(folder: Path, without: Iterable[str] = ()) -> str:
	"""The hash of every file under `folder`, save folders that are made by tools or named in `without`."""
	skipped = SKIPPED_FOLDERS | set(without)
	return hash_of_files(
		file
		for file in folder.rglob("*")
		if file.is_file() and not skipped & set(file.relative_to(folder).parts) and file.suffix != ".pyc"
	)


class Stamps:
	def __init__(self, folder: Path):
		self.folder = folder

	def get(self, name: str) -> str:
		file = self.folder / name
		return file.read_text().strip() if file.exists() else ""

	def matches(self, name: str, key: str) -> bool:
		return self.get(name) == key

	def put(self, name: str, key: str) -> None:
		(self.folder / name).write_text(key + "\n")

	def drop(self, name: str) -> None:
		(self.folder / name).unlink(missing_ok=True)
