"""Where the apps of the bench come from, and putting them into `apps/`.

`registry` is Frappe restored from the registry package with `dev/education` beside it; `local` takes the
checkouts named by FRAPPE_PATH, EDUCATION_PATH and ERPNEXT_PATH; `official` clones them with git.
A bench keeps the source it was made from.
"""

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from . import frappe_wheel, shell
from .errors import BenchError
from .paths import Paths
from .stamps import Stamps, hash_of_tree, key_of

KEPT = "source.json"
OFFICIAL_BRANCH = "version-15"
OFFICIAL_ADDRESS = "https://github.com/frappe/{0}"
VARIABLES = {"frappe": "FRAPPE_PATH", "erpnext": "ERPNEXT_PATH", "education": "EDUCATION_PATH"}
INSTALL_ORDER = ("frappe", "erpnext", "education", "learning_mentor")


@dataclass(frozen=True)
class Source:
	"""`origins` maps an app that is not the bench's own to its address or folder."""

	kind: str = "registry"
	origins: dict[str, str] = field(default_factory=dict)

	@property
	def apps(self) -> list[str]:
		given = {"frappe", "education", "learning_mentor", *self.origins}
		return [app for app in INSTALL_ORDER if app in given]

	@property
	def has_real_frappe(self) -> bool:
		return "frappe" in self.origins


def asked_for(official: bool, environment: Mapping[str, str]) -> Source | None:
	if official:
		return Source("official", {app: OFFICIAL_ADDRESS.format(app) for app in VARIABLES})
	named = {app: environment.get(variable) for app, variable in VARIABLES.items()}
	origins = {app: str(Path(folder).expanduser().resolve()) for app, folder in named.items() if folder}
	for app, folder in origins.items():
		if not (Path(folder) / app / "hooks.py").exists():
			raise BenchError(f"{VARIABLES[app]} must name a checkout of {app}; {folder} has none.")
	return Source("local", origins) if origins else None


def choose(paths: Paths, official: bool = False, environment: Mapping[str, str] = os.environ) -> Source:
	file = paths.bench / KEPT
	kept = Source(**json.loads(file.read_text())) if file.exists() else None
	asked = asked_for(official, environment)
	if kept and asked and kept != asked:
		raise BenchError(f"This bench was made from the {kept.kind} apps: run './run clean' to change that.")
	return asked or kept or Source()


def place_apps(paths: Paths, source: Source, stamps: Stamps) -> str | None:
	done = [app for app in source.apps if place(app, paths, source, stamps)]
	(paths.sites / "apps.txt").write_text("\n".join(source.apps) + "\n")
	(paths.bench / KEPT).write_text(json.dumps(asdict(source), indent=1) + "\n")
	return f"placed {', '.join(done)}" if done else None


def place(app: str, paths: Paths, source: Source, stamps: Stamps) -> bool:
	if app == "learning_mentor":
		return link(paths.apps / app, paths.root)
	if app == "education" and app not in source.origins:
		return link(paths.apps / app, paths.dev / "education")
	key = key_of(source.origins.get(app), json.dumps(frappe_wheel.MANIFEST))
	if stamps.matches(f"app-{app}", key) and (paths.apps / app / app / "hooks.py").exists():
		return False
	stamps.drop(f"app-{app}")
	if app in source.origins:
		copy(source.origins[app], paths.apps / app, paths.logs / "apps.log")
	else:
		frappe_wheel.restore(paths)
	stamps.put(f"app-{app}", key)
	return True


def link(place: Path, target: Path) -> bool:
	if place.is_symlink() and place.resolve() == target.resolve():
		return False
	place.unlink(missing_ok=True)
	place.symlink_to(target)
	return True


def copy(origin: str, target: Path, log: Path) -> None:
	shutil.rmtree(target, ignore_errors=True)
	if "://" in origin:
		command = ["git", "clone", "--depth", "1", "--branch", OFFICIAL_BRANCH, origin, target]
		shell.run(command, log, f"{origin} could not be cloned: check the network, then run again.")
	else:
		ignored = shutil.ignore_patterns("node_modules", "env", ".bench")
		shutil.copytree(origin, target, symlinks=True, ignore=ignored)


def hash_of_apps(paths: Paths, source: Source, stamps: Stamps) -> str:
	"""Changes when a record type, hook or piece of code does; files for the browser do not count."""
	own = [hash_of_tree(paths.root / "learning_mentor", without={"public"})]
	if "education" not in source.origins:
		own.append(hash_of_tree(paths.dev / "education", without={"public"}))
	return key_of(*own, *(stamps.get(f"app-{app}") for app in source.apps))
