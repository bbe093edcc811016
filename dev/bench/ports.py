"""This clone's ports: chosen once, kept in `.bench/ports.json`, chosen anew when another program took one."""

import json
import socket
import time
from pathlib import Path
from zlib import crc32

DEFAULT_DEMO_PORT = 8000
FIRST_PORT = 21000
PORT_SPAN = 9000
SECONDS_TO_END = 10  # a program that was killed holds its port until the last of its threads has ended


def is_free(port: int) -> bool:
	with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
		probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
		try:
			probe.bind(("127.0.0.1", port))
		except OSError:
			return False
	return True


class Ports:
	def __init__(self, bench: Path):
		self.file = bench / "ports.json"
		self.start = FIRST_PORT + crc32(str(bench).encode()) % PORT_SPAN
		self.chosen: dict[str, int] = json.loads(self.file.read_text()) if self.file.exists() else {}

	def __getitem__(self, name: str) -> int:
		if name == "demo_web":
			return self.chosen.get(name, DEFAULT_DEMO_PORT)
		if name not in self.chosen:
			self.renew(name)
		return self.chosen[name]

	def keep(self, name: str, port: int) -> None:
		self.chosen[name] = port
		self.file.write_text(json.dumps(self.chosen, indent=1) + "\n")

	def claim(self, name: str) -> bool:
		"""Before a program starts: False where another one has its port for good, and it gets a new one."""
		give_up = time.monotonic() + SECONDS_TO_END
		while not is_free(self[name]):
			if time.monotonic() > give_up:
				self.renew(name)
				return False
			time.sleep(0.05)
		return True

	def renew(self, name: str) -> None:
		taken = set(self.chosen.values())
		candidates = range(self.start, self.start + PORT_SPAN)
		self.keep(name, next(port for port in candidates if port not in taken and is_free(port)))
