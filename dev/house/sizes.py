"""No file over 300 lines, no function over 30: what is longer says two things."""

import ast
from collections.abc import Iterator
from pathlib import Path

from sources import kept

LINES_OF_A_FILE, LINES_OF_A_FUNCTION = 300, 30
WRITTEN_BY_PEOPLE = ("*.py", "*.js", "*.mjs", "*.html", "*.css", "*.scss")


def findings(root: Path) -> Iterator[str]:
	for path in kept(root, *WRITTEN_BY_PEOPLE):
		text, place = path.read_text(), path.relative_to(root)
		lines = text.count("\n") - lines_made_by_machine(text)
		if lines > LINES_OF_A_FILE:
			yield f"{place}: {lines} lines, more than {LINES_OF_A_FILE}"
		if path.suffix == ".py":
			yield from (f"{place}:{found}" for found in long_functions(text))


def lines_made_by_machine(text: str) -> int:
	_before, begin, rest = text.partition("# begin: auto-generated types")
	return rest.partition("# end: auto-generated types")[0].count("\n") if begin else 0


def long_functions(text: str) -> Iterator[str]:
	for node in ast.walk(ast.parse(text)):
		if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
			lines = node.end_lineno - body_starts(node) + 1
			if lines > LINES_OF_A_FUNCTION:
				yield f"{node.lineno} {node.name}: {lines} lines, more than {LINES_OF_A_FUNCTION}"


def body_starts(node: ast.FunctionDef) -> int:
	"""Line of the first statement after the docstring: what a function explains does not count as length."""
	if ast.get_docstring(node) is None or len(node.body) == 1:
		return node.lineno
	return node.body[1].lineno
