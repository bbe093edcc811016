import ctypes
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from .errors import BenchError

PR_SET_PDEATHSIG = 1
libc = ctypes.CDLL(None)


def as_at_a_school(env: Mapping[str, str]) -> dict[str, str]:
	"""The present environment and `env`, without what makes Frappe's workers take themselves for a test's."""
	return {name: value for name, value in (os.environ | dict(env)).items() if name != "CI"}


def end_with_parent() -> None:
	"""A step must not go on behind the back of a killed `./run`: the next one would meet its locks."""
	libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def run(
	command: Sequence[object],
	log: Path,
	failure: str,
	cwd: Path | None = None,
	env: Mapping[str, str] | None = None,
	stdin: Path | None = None,
	stdout: Path | None = None,
) -> None:
	"""Run a command with its output appended to `log`; `failure` is what to say and do when it fails.

	`env` adds to the present environment. `stdin` and `stdout` name files to read from and write to.
	"""
	with open(log, "ab") as output, open(stdin or os.devnull, "rb") as source:
		output.write(f"\n$ {' '.join(map(str, command))}\n".encode())
		output.flush()
		target = open(stdout, "wb") if stdout else output
		try:
			finished = subprocess.run(
				[str(part) for part in command],
				cwd=cwd,
				env=os.environ | dict(env or {}),
				stdin=source,
				stdout=target,
				stderr=output,
				preexec_fn=end_with_parent,
			)
		except OSError as error:
			raise BenchError(f"{failure} ({error})", log) from error
		finally:
			if stdout:
				target.close()
	if finished.returncode:
		raise BenchError(failure, log)
