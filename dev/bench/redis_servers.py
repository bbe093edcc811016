"""Two Redis servers of the bench's own, for the cache and for the queue; nothing is kept on disk."""

import socket
import time

from .debian import find_program
from .errors import BenchError
from .paths import Paths
from .ports import Ports
from .processes import Processes, Program

NAMES = ("redis_cache", "redis_queue")
EVICTION = {"redis_cache": "allkeys-lru", "redis_queue": "noeviction"}
SECONDS_TO_START = 15


class Redis:
	def __init__(self, paths: Paths, ports: Ports, processes: Processes):
		self.paths = paths
		self.ports = ports
		self.processes = processes

	def ensure(self) -> str | None:
		started = [name for name in NAMES if not self.is_up(name)]
		for name in started:
			self.start(name)
		return f"started {' and '.join(started)}" if started else None

	def is_up(self, name: str) -> bool:
		return self.processes.is_current(self.program(name)) and self.answers(name)

	def address(self, name: str) -> str:
		return f"redis://127.0.0.1:{self.ports[name]}"

	def program(self, name: str) -> Program:
		options = {
			"bind": "127.0.0.1",
			"port": self.ports[name],
			"save": "",
			"appendonly": "no",
			"dir": self.paths.redis,
			"maxmemory": "256mb",
			"maxmemory-policy": EVICTION[name],
		}
		words = [word for option, value in options.items() for word in (f"--{option}", value)]
		return Program(name, [self.server(), *words], self.paths.redis)

	def server(self) -> str:
		"""Debian's `redis-tools` carries the server as `redis-check-rdb`: its name decides what it does."""
		installed = find_program("redis-server")
		if installed:
			return installed
		link = self.paths.redis / "redis-server"
		if not link.exists():
			link.unlink(missing_ok=True)
			link.symlink_to(find_program("redis-check-rdb"))
		return str(link)

	def start(self, name: str) -> None:
		self.processes.stop(name)
		self.ports.claim(name)
		self.processes.start(self.program(name))
		give_up = time.monotonic() + SECONDS_TO_START
		while not self.answers(name):
			if time.monotonic() > give_up or not self.processes.running(name):
				raise BenchError(f"{name} did not start: see its log.", self.processes.log_of(name))
			time.sleep(0.05)

	def answers(self, name: str) -> bool:
		try:
			with socket.create_connection(("127.0.0.1", self.ports[name]), timeout=1) as connection:
				connection.sendall(b"PING\r\n")
				return connection.recv(16).startswith(b"+PONG")
		except OSError:
			return False
