"""The bench's own long-running programs: started detached, remembered by pid and start time, stopped by pid.

The start time (field 22 of /proc/<pid>/stat) tells our process from a later one that got the same pid.
"""

import json
import os
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from . import shell
from .stamps import key_of

SECONDS_TO_STOP = 30


@dataclass(frozen=True)
class Program:
	"""`version` is a hash of code and settings: the program is started anew when it changes."""

	name: str
	command: Sequence[object]
	cwd: Path
	env: dict[str, str] = field(default_factory=dict)
	version: str = ""

	@property
	def key(self) -> str:
		return key_of(*self.command, self.env, self.version)


def start_time_of(pid: int) -> str | None:
	try:
		fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
	except OSError:
		return None
	return None if fields[0] == "Z" else fields[19]


class Processes:
	def __init__(self, run_folder: Path, logs: Path):
		self.run_folder = run_folder
		self.logs = logs

	def running(self, name: str) -> dict | None:
		"""What was noted of the program when it started, if it is still the one that runs."""
		file = self.run_folder / f"{name}.json"
		if not file.exists():
			return None
		noted = json.loads(file.read_text() or "{}")
		return noted if noted and start_time_of(noted["pid"]) == noted["started"] else None

	def is_current(self, program: Program) -> bool:
		noted = self.running(program.name)
		return bool(noted and noted["key"] == program.key)

	def log_of(self, name: str) -> Path:
		return self.logs / f"{name}.log"

	def start(self, program: Program) -> None:
		self.stop(program.name)
		with open(self.log_of(program.name), "ab") as log:
			process = subprocess.Popen(
				[str(part) for part in program.command],
				cwd=program.cwd,
				env=shell.as_at_a_school(program.env),
				stdin=subprocess.DEVNULL,
				stdout=log,
				stderr=log,
				start_new_session=True,
			)
		noted = {"pid": process.pid, "started": start_time_of(process.pid), "key": program.key}
		(self.run_folder / f"{program.name}.json").write_text(json.dumps(noted))

	def stop(self, name: str) -> bool:
		noted = self.running(name)
		if noted:
			self._end(noted)
		(self.run_folder / f"{name}.json").unlink(missing_ok=True)
		return bool(noted)

	def names(self) -> list[str]:
		return sorted(file.stem for file in self.run_folder.glob("*.json"))

	def _end(self, noted: dict) -> None:
		os.kill(noted["pid"], signal.SIGTERM)
		give_up = time.monotonic() + SECONDS_TO_STOP
		while start_time_of(noted["pid"]) == noted["started"]:
			if time.monotonic() > give_up:
				os.killpg(noted["pid"], signal.SIGKILL)
			time.sleep(0.05)
