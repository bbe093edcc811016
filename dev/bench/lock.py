import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from .console import say
from .paths import Paths


@contextmanager
def held(paths: Paths, name: str) -> Iterator[None]:
	"""Keep a second `./run` in this clone waiting while the first one works."""
	with open(paths.run / f"{name}.lock", "w") as file:
		try:
			fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
		except BlockingIOError:
			say("Another ./run is at work in this clone; waiting for it ...")
			fcntl.flock(file, fcntl.LOCK_EX)
		yield
