import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .errors import BenchError

LINES_OF_LOG_SHOWN = 8


@dataclass(frozen=True)
class Step:
	"""One line of progress. `action` returns a word on what it did, or nothing when all was in place."""

	title: str
	action: Callable[[], str | None]


def say(text: str = "") -> None:
	print(text, flush=True)


def perform(steps: Sequence[Step]) -> None:
	for number, step in enumerate(steps, start=1):
		print(f"[{number}/{len(steps)}] {step.title} ... ", end="", flush=True)
		started = time.monotonic()
		try:
			done = step.action()
		except BaseException:
			print("stopped", flush=True)
			raise
		print(f"{done or 'in place'} ({time.monotonic() - started:.1f} s)", flush=True)


def note(text: str) -> None:
	"""A word within a step's line, for steps of several parts."""
	print(f"{text} ... ", end="", flush=True)


def report(error: BenchError) -> None:
	if error.log and error.log.exists():
		lines = error.log.read_text(errors="replace").splitlines()[-LINES_OF_LOG_SHOWN:]
		print("\n".join(f"    {line}" for line in lines), file=sys.stderr)
	print(f"Stopped: {error}", file=sys.stderr)
	if error.log:
		print(f"Log: {error.log}", file=sys.stderr, flush=True)
