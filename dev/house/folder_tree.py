"""The picture in docs/architecture.md: folders and modules with the first sentence of their docstrings."""

import ast
from collections.abc import Iterator
from pathlib import Path

from sources import kept

BEGIN, END = "<!-- tree: written by `python3 dev/house --write` -->\n", "<!-- end of tree -->\n"
# Folders of one record, report or page each: their names say it, and the desk lists them.
TOLD_AS_ONE = ("learning_mentor/learning_mentor/", "learning_mentor/demo/data/")
WIDTH = 34


def findings(root: Path, write: bool) -> Iterator[str]:
	page = root / "docs/architecture.md"
	before, _begin, rest = page.read_text().partition(BEGIN)
	_old, _end, after = rest.partition(END)
	text = f"{before}{BEGIN}{picture(root)}{END}{after}"
	if write:
		page.write_text(text)
	elif text != page.read_text():
		yield "docs/architecture.md: the tree is not what it was: python3 dev/house --write"
	yield from silent(root)


def silent(root: Path) -> Iterator[str]:
	for path in modules(root):
		if not sentence_of(path):
			yield f"{path.relative_to(root)}: no docstring says what it is"


def modules(root: Path) -> list[Path]:
	"""Modules of the app outside the folders of single records."""
	found = kept(root, "learning_mentor/*.py")
	return [path for path in found if not str(path.relative_to(root)).startswith(TOLD_AS_ONE)]


def picture(root: Path) -> str:
	lines = ["```\n"]
	for path in sorted(modules(root), key=place_in_tree):
		parts = path.relative_to(root).parts
		is_folder = path.name == "__init__.py"
		depth = len(parts) - 1 - is_folder
		name = "  " * depth + (f"{parts[-2]}/" if is_folder else parts[-1])
		lines.append(f"{name:<{WIDTH}} {sentence_of(path)}\n")
	return "".join([*lines, "```\n"])


def place_in_tree(path: Path) -> tuple:
	"""A folder's own line comes first, then its modules, then its folders."""
	folders = path.parent.parts
	return (*((1, name) for name in folders), (0, "" if path.name == "__init__.py" else path.name))


def sentence_of(path: Path) -> str:
	"""Of the module, or of the function that makes a page."""
	module = ast.parse(path.read_text())
	pages = [node for node in module.body if getattr(node, "name", None) == "get_context"]
	text = ast.get_docstring(module) or (ast.get_docstring(pages[0]) if pages else None) or ""
	return " ".join(text.split("\n\n")[0].split()).rstrip(".")
