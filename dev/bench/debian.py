"""Debian packages the bench needs, and installing those that are missing.

`mariadb-server-core` and `redis-tools` carry the server programs without the system services,
so nothing of Debian's starts, now or at the next boot.
"""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from . import shell
from .console import note
from .errors import BenchError
from .paths import Paths

PROGRAMS = {
	"mariadbd": "mariadb-server-core",
	"mariadb-install-db": "mariadb-server-core",
	"mysql": "mariadb-client",
	"mysqldump": "mariadb-client",
	"redis-check-rdb": "redis-tools",
	"chromium": "chromium",
	"git": "git",
}
FILES = {
	"/usr/lib/*/libpango-1.0.so.0": "libpango-1.0-0",
	"/usr/lib/*/libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
	"/usr/lib/*/libharfbuzz-subset.so.0": "libharfbuzz-subset0",
	"/usr/share/fonts/truetype/liberation*": "fonts-liberation",
}
NODE_PACKAGES = ["nodejs", "npm"]
RETRIES = ["-o", "Acquire::Retries=3"]


def search_path() -> str:
	return os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])


def find_program(name: str) -> str | None:
	return shutil.which(name, path=search_path())


def missing_packages() -> list[str]:
	missing = {package for program, package in PROGRAMS.items() if not find_program(program)}
	missing |= {package for pattern, package in FILES.items() if not any(Path("/").glob(pattern[1:]))}
	if not (find_program("node") and find_program("npm")):
		missing.update(NODE_PACKAGES)
	if not find_spec("ensurepip"):
		missing.add("python3-venv")
	return sorted(missing)


def ensure(paths: Paths) -> str | None:
	missing = missing_packages()
	if not missing:
		return None
	prefix = privilege()
	if prefix is None or not find_program("apt-get"):
		raise BenchError(f"Install these packages, then run again: apt-get install {' '.join(missing)}")
	install(paths.logs / "packages.log", prefix, missing)
	return f"installed {', '.join(missing)}"


def privilege() -> list[str] | None:
	"""The words to put before a command so that it runs as root, or None where that is not allowed."""
	if os.geteuid() == 0:
		return []
	sudo = shutil.which("sudo")
	if not sudo:
		return None
	may_ask = sys.stdin.isatty()
	may_without = subprocess.run([sudo, "-n", "true"], capture_output=True).returncode == 0
	return [sudo] if may_ask or may_without else None


def install(log: Path, prefix: list[str], packages: list[str]) -> None:
	settings = ["env", "DEBIAN_FRONTEND=noninteractive"]
	by_hand = f"apt-get install {' '.join(packages)}"
	failure = f"Debian's packages could not be installed: run '{by_hand}' as root, then run again."
	note(f"installing {', '.join(packages)}")
	shell.run([*prefix, *settings, "apt-get", "update", "-q", *RETRIES], log, failure)
	options = ["-q", "-y", "--no-install-recommends", *RETRIES]
	shell.run([*prefix, *settings, "apt-get", "install", *options, *packages], log, failure)
