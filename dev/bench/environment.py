"""The bench's Python environment and what is installed in it."""

import shutil
import subprocess
import sys
from pathlib import Path

from . import shell
from .console import note
from .paths import Paths
from .sources import Source
from .stamps import Stamps, hash_of_files, key_of

HERE = Path(__file__).parent
FAILURE = "Python packages could not be installed: check that PyPI is reachable, then run again."


def works(paths: Paths) -> bool:
	"""False for an environment that is half made, or made by a Python that is gone."""
	try:
		return subprocess.run([paths.python, "-m", "pip", "--version"], capture_output=True).returncode == 0
	except OSError:
		return False


def create(paths: Paths, stamps: Stamps) -> str | None:
	if paths.python.exists() and works(paths):
		return None
	stamps.drop("python")
	shutil.rmtree(paths.env, ignore_errors=True)
	failure = "Python's venv could not make an environment: install python3-venv, then run again."
	shell.run([sys.executable, "-m", "venv", paths.env], paths.logs / "python.log", failure)
	return "made"


def install(paths: Paths, source: Source, stamps: Stamps) -> str | None:
	lists = [paths.dev / "requirements-test.txt"]
	if not source.has_real_frappe:
		lists.append(HERE / "requirements-frappe.txt")
	constraints = HERE / "constraints.txt"
	key = key_of(hash_of_files([*lists, constraints]), paths.env, source)
	if stamps.matches("python", key):
		return None
	stamps.drop("python")
	note("installing, about two minutes")
	log = paths.logs / "python.log"
	listed = [word for file in lists for word in ("-r", file)]
	shell.run([*pip(paths), *listed, "-c", constraints], log, FAILURE)
	for app in source.origins:
		shell.run([*pip(paths), "-e", paths.apps / app], log, FAILURE)
	make_importable(paths, [app for app in source.apps if app not in source.origins])
	stamps.put("python", key)
	return "installed"


def pip(paths: Paths) -> list[object]:
	"""Without compiling all that is installed: Python compiles what is imported, to where `./run` says."""
	quiet = ("-q", "--disable-pip-version-check", "--prefer-binary", "--no-compile")
	return [paths.python, "-m", "pip", "install", *quiet]


def make_importable(paths: Paths, apps: list[str]) -> None:
	"""What an editable install would do, without building anything in the clone."""
	packages = next((paths.env / "lib").glob("python3*")) / "site-packages"
	(packages / "learning_mentor_bench.pth").write_text("".join(f"{paths.apps / app}\n" for app in apps))
