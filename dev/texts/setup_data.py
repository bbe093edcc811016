"""Texts that Frappe, and not our `_()`, translates: workflows and hooks; and the seeds of a new site."""

import ast
import json

from .message import Message, Texts, has_words
from .python_code import literal

STYLES = {"Primary", "Info", "Success", "Warning", "Danger", "Inverse"}
HOOKS = ("app_title",)
SEEDED = "SHOWN"


def read_workflows(code: str, path: str) -> Texts:
	"""Labels of states and actions: every text in the module's upper-case names but styles and a role."""
	found = set()
	for name, value in assigned(code).items():
		if name.isupper():
			found |= {text for node in ast.walk(value) if (text := literal(node))}
	names = sorted(found - STYLES - {"All"})
	return Texts([Message(name, None, path, "State or action of a workflow") for name in names], [])


def read_hooks(code: str, path: str) -> Texts:
	"""The app's title, and titles of menu items."""
	values = assigned(code)
	texts = [literal(values.get(name)) for name in HOOKS]
	for value in values.values():
		for node in ast.walk(value):
			if isinstance(node, ast.Dict):
				pairs = zip(node.keys, node.values, strict=True)
				texts += [literal(value) for key, value in pairs if literal(key) in ("title", "item_label")]
	comment = "Title of the app or of a menu item"
	return Texts([Message(text, None, path, comment) for text in texts if text], [])


def read_modules(code: str, path: str) -> Texts:
	return Texts([Message(line, None, path, "Name of a module") for line in code.splitlines() if line], [])


def seeded_fields(code: str) -> set[str]:
	"""The fields that `learning_mentor/seeds/__init__.py` translates when it fills a site."""
	return set(ast.literal_eval(assigned(code)[SEEDED]))


def read_seeds(code: str, path: str, shown: set[str]) -> Texts:
	texts = Texts([], [])

	def look(value, field: str = "") -> None:
		if isinstance(value, dict):
			for name, each in value.items():
				look(each, name)
		elif isinstance(value, list):
			for each in value:
				look(each, field)
		elif isinstance(value, str) and field in shown and has_words(value):
			texts.messages.append(Message(value, None, path, "Text that a new site starts with"))

	look(json.loads(code))
	return texts


def assigned(code: str) -> dict[str, ast.AST]:
	"""Name -> value of the assignments at the top of a module."""
	return {
		target.id: node.value
		for node in ast.parse(code).body
		if isinstance(node, ast.Assign)
		for target in node.targets
		if isinstance(target, ast.Name)
	}
