"""All texts of the app, and all that is found wrong with how they are written."""

from pathlib import Path

from . import python_code, records, script_code, setup_data, templates
from .message import Finding, Texts

ROOT = Path(__file__).resolve().parents[2]
APP = "learning_mentor"
NEVER = {"dist", "node_modules", "locale", "translations", "__pycache__"}
RENDERED_ON_THE_SERVER = ("www", "templates")
SEEDS = Path(APP, "seeds")

# The demo school, and the description of the interface for developers, made from English docstrings.
ENGLISH = {"demo", "openapi"}


def read(root: Path = ROOT) -> Texts:
	texts = Texts([], [])
	for path in sorted((root / APP).rglob("*")):
		inside = path.relative_to(root)
		if path.is_file() and not NEVER.intersection(inside.parts):
			texts.add(read_file(root, inside))
	messages = [message for message in texts.messages if message.source]
	known = {message.source for message in messages}
	return Texts(messages, [each for each in texts.findings if each.unless not in known])


def read_file(root: Path, path: Path) -> Texts:
	reader = reader_for(root, path)
	return reader((root / path).read_text(encoding="utf-8"), path.as_posix()) if reader else Texts([], [])


def reader_for(root: Path, path: Path):
	"""What reads ``path`` (from the root), or None where it holds nothing that is shown."""
	if path == Path(APP, "hooks.py"):
		return setup_data.read_hooks
	if path == Path(APP, "modules.txt"):
		return setup_data.read_modules
	if path == Path(APP, "setup", "workflows.py"):
		return setup_data.read_workflows
	if path.parent == SEEDS and path.suffix == ".json":
		shown = setup_data.seeded_fields((root / SEEDS / "__init__.py").read_text(encoding="utf-8"))
		return lambda code, name: setup_data.read_seeds(code, name, shown)
	if ENGLISH.intersection(path.parts):
		return read_demo if path.suffix == ".py" else None
	return by_kind(path)


def by_kind(path: Path):
	if path.suffix == ".py":
		return python_code.read
	if path.suffix in (".js", ".ts"):
		return script_code.read
	if path.suffix == ".vue":
		return templates.read_vue
	if path.suffix == ".html":
		on_server = path.parts[1] in RENDERED_ON_THE_SERVER
		return templates.read if on_server else templates.read_desk
	return records.read if path.suffix == ".json" else None


def read_demo(code: str, path: str) -> Texts:
	"""Invented people and what they write stay as they are; refusals do not."""
	return Texts(python_code.read(code, path).messages, [])


def in_words(finding: Finding) -> str:
	return f"{finding.path}:{finding.line} {finding.problem}"
