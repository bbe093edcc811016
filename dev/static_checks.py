#!/usr/bin/env python3
"""Static checks: semgrep with the rules of dev/semgrep, bandit, mypy, the house; with --audit pip-audit too.

They live in an environment of their own (.bench/static), since what they need does not go with Frappe. Exit
code 1 for any finding, and for a rule that is blind to what dev/semgrep/breaks_every_rule.* holds for it.
"""

import json
import re
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOME, RULES = ROOT / ".bench" / "static", ROOT / "dev" / "semgrep"
PACKAGES = ("semgrep==1.185.0", "bandit==1.9.2", "mypy==1.20.2", "pip-audit>=2.7,<3")


def main() -> int:
	install()
	blind = rule_names() - {finding["rule"] for finding in semgrep(RULES)}
	found = [finding for finding in semgrep(ROOT / "learning_mentor")]
	for name in sorted(blind):
		print(f"dev/semgrep: the rule {name} finds nothing in breaks_every_rule")
	for finding in found:
		print("{path}:{line} {rule}".format(**finding))
	# B608 guesses; our rule sql-built-from-strings knows
	unsafe = program("bandit", "-q", "-r", "learning_mentor", "-ll", "--skip", "B608")
	print(unsafe.stdout)
	mistyped = program("mypy")  # as pyproject.toml says
	print(mistyped.stdout)
	if "--audit" in sys.argv:
		audit()
	house = subprocess.run([sys.executable, ROOT / "dev/house"], cwd=ROOT)
	return int(bool(blind or found or unsafe.returncode or mistyped.returncode or house.returncode))


def install() -> None:
	stamp = HOME / "installed.txt"
	if stamp.is_file() and stamp.read_text() == "\n".join(PACKAGES):
		return
	venv.create(HOME, with_pip=True, clear=True)
	program("pip", "install", "--quiet", *PACKAGES, check=True)
	stamp.write_text("\n".join(PACKAGES))


def program(name: str, *words: str, check: bool = False) -> subprocess.CompletedProcess:
	command = [HOME / "bin" / name, *words]
	return subprocess.run(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, check=check)


def rule_names() -> set[str]:
	return set(re.findall(r"^  - id: (\S+)", (RULES / "mentoring.yml").read_text(), re.MULTILINE))


def semgrep(target: Path) -> list[dict]:
	words = ("--config", str(RULES), "--metrics", "off", "--disable-version-check", "--no-git-ignore")
	answer = json.loads(program("semgrep", *words, "--json", "--quiet", str(target)).stdout)
	if answer["errors"]:
		sys.exit(f"semgrep could not read: {answer['errors'][:3]}")
	return [
		{"rule": each["check_id"].split(".")[-1], "path": each["path"], "line": each["start"]["line"]}
		for each in answer["results"]
	]


def audit() -> None:
	"""Known holes of what the bench installs. Told, never failed on: the list lives on the network, and it is
	asked about each package by itself, so this is for machines that reach all of it.
	"""
	pins = [line for line in (ROOT / "dev/bench/constraints.txt").read_text().splitlines() if "==" in line]
	listed = HOME / "pins.txt"
	listed.write_text("\n".join(pins))
	answer = program("pip-audit", "--requirement", str(listed), "--no-deps", "--disable-pip")
	print(answer.stdout or "pip-audit: not reached from here.")


if __name__ == "__main__":
	sys.exit(main())
