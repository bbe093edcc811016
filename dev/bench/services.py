"""The programs that serve a site: gunicorn, a worker and, for the demo, the scheduler."""

import time
import urllib.error
import urllib.request
from pathlib import Path

from .bench import DEMO_SITE, TEST_SITES, Bench, web_port_of
from .errors import BenchError
from .ports import is_free
from .processes import Program
from .stamps import hash_of_tree, key_of

HERE = Path(__file__).parent
PORT_TAKEN = "Port {0} is taken by another program: stop that, or choose one with './run demo --port N'."
NO_ANSWER = "The web server does not answer: mend what its log names, then run again."
SECONDS_TO_ANSWER = 90
WEB_PROCESSES = 2
WEB_THREADS = 4


class Services:
	def __init__(self, bench: Bench, site: str):
		self.bench = bench
		self.site = site
		self.prefix = site.partition(".")[0]

	def ensure(self) -> str | None:
		for program in self.outdated():
			self.bench.processes.stop(program.name)
		self.check_port()
		outdated = self.outdated()
		for program in outdated:
			self.bench.processes.start(program)
		self.wait_until_it_answers()
		return f"started {', '.join(program.name for program in outdated)}" if outdated else None

	def outdated(self) -> list[Program]:
		return [program for program in self.programs() if not self.bench.processes.is_current(program)]

	def programs(self) -> list[Program]:
		version = key_of(self.bench.version, hash_of_tree(HERE / "inside"))
		programs = [self.web(version), self.frappe_program("worker", version)]
		if self.site == DEMO_SITE:
			programs.append(self.frappe_program("schedule", version))
		return programs

	def web(self, version: str) -> Program:
		port = self.bench.address(self.site).rpartition(":")[2]
		command = [
			*[self.bench.paths.python, "-m", "gunicorn", "wsgi:application"],
			*["--bind", f"127.0.0.1:{port}", "--worker-class", "gthread"],
			*["--workers", WEB_PROCESSES, "--threads", WEB_THREADS, "--timeout", 120],
			*["--pythonpath", HERE / "inside"],
		]
		env = self.bench.environment(self.site)
		return Program(f"{self.prefix}-web", command, self.bench.paths.sites, env, version)

	def frappe_program(self, command: str, version: str) -> Program:
		env = self.bench.environment(self.site)
		name = f"{self.prefix}-{command}"
		return Program(name, self.bench.command(command), self.bench.paths.sites, env, version)

	def serve_at(self, port: int) -> None:
		"""Keep the port that the person chose, unless another program listens there."""
		name = web_port_of(self.site)
		is_ours = self.bench.processes.running(f"{self.prefix}-web") and self.bench.ports[name] == port
		if not is_ours and not is_free(port):
			raise BenchError(PORT_TAKEN.format(port))
		self.bench.ports.keep(name, port)

	def check_port(self) -> None:
		"""The demo's port is the person's choice; test sites take any that is free."""
		name = web_port_of(self.site)
		if self.bench.processes.running(f"{self.prefix}-web"):
			return
		if self.site in TEST_SITES:
			self.bench.ports.claim(name)
		elif not is_free(port := self.bench.ports[name]):
			raise BenchError(PORT_TAKEN.format(port))

	def wait_until_it_answers(self) -> None:
		give_up = time.monotonic() + SECONDS_TO_ANSWER
		while not self.answers():
			if time.monotonic() > give_up or not self.bench.processes.running(f"{self.prefix}-web"):
				log = self.bench.processes.log_of(f"{self.prefix}-web")
				raise BenchError(NO_ANSWER, log)
			time.sleep(0.2)

	def answers(self) -> bool:
		try:
			address = f"{self.bench.address(self.site)}/api/method/ping"
			with urllib.request.urlopen(address, timeout=30) as answer:
				return answer.status == 200
		except (urllib.error.URLError, OSError):
			return False

	def stop(self) -> None:
		for program in self.programs():
			self.bench.processes.stop(program.name)
