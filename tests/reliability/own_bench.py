"""A bench beside the bench: MariaDB, two Redis servers, a web server and a worker that nobody else uses.

Programs and apps are those of the clone's bench; data, ports and logs lie in a folder of their own, which
goes with the tests. So a test can kill each of them while others run on the shared ones.
"""

import json
import os
import shutil
import signal
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "dev"))

from bench.bench import Bench, web_port_of
from bench.mariadb import MariaDB
from bench.paths import Paths
from bench.ports import Ports
from bench.processes import Processes
from bench.redis_servers import NAMES, Redis
from bench.services import Services
from bench.sources import choose
from bench.stamps import Stamps

from tests.install.throwaway import CLONE, ThrowawaySite

ACTS = CLONE / "tests" / "reliability" / "acts.py"


@dataclass(frozen=True)
class OwnPaths(Paths):
	"""What is this bench's own lies in ``folder``."""

	folder: Path = Path(tempfile.gettempdir())

	@property
	def mariadb(self) -> Path:
		return self.folder / "mariadb"

	@property
	def redis(self) -> Path:
		return self.folder / "redis"

	@property
	def logs(self) -> Path:
		return self.folder / "logs"

	@property
	def run(self) -> Path:
		return self.folder / "run"

	@property
	def mariadb_socket(self) -> Path:
		return self.folder / "mariadb.sock"


def descendants(pid: int) -> list[int]:
	"""A worker's job has a process group of its own, so its parent is what tells."""
	parents = {}
	for stat in Path("/proc").glob("[0-9]*/stat"):
		with suppress(OSError):
			parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
	children = [child for child, parent in parents.items() if parent == pid]
	return children + [each for child in children for each in descendants(child)]


class OwnBench(Bench):
	def __init__(self):
		folder = Path(tempfile.mkdtemp(prefix="lm-faults-"))
		super().__init__(CLONE, choose(Paths(CLONE), False))
		self.paths = OwnPaths(CLONE, folder)
		self.paths.make_folders()
		self.own_stamps = Stamps(self.paths.run)
		self.ports = Ports(folder)
		self.processes = Processes(self.paths.run, self.paths.logs)
		self.mariadb = MariaDB(self.paths, self.ports, self.processes)
		self.redis = Redis(self.paths, self.ports, self.processes)

	def start(self) -> None:
		self.mariadb.ensure(self.own_stamps)
		self.redis.ensure()

	def environment(self, site: str) -> dict[str, str]:
		addresses = {f"FRAPPE_{name.upper()}": self.redis.address(name) for name in NAMES}
		return super().environment(site) | addresses

	def address(self, site: str) -> str:
		return f"http://127.0.0.1:{self.ports[web_port_of(site)]}"

	def kill(self, name: str) -> None:
		"""End a program and its children at once, in the midst of whatever they do."""
		noted = self.processes.running(name)
		for pid in [noted["pid"], *descendants(noted["pid"])] if noted else []:
			with suppress(ProcessLookupError):
				os.kill(pid, signal.SIGKILL)
		self.processes.stop(name)

	def end(self) -> None:
		"""What its programs have written stays among the clone's logs, until the next run."""
		for name in self.processes.names():
			self.processes.stop(name)
		shutil.copytree(self.paths.logs, Paths(CLONE).logs / "faults", dirs_exist_ok=True)
		shutil.rmtree(self.paths.folder, ignore_errors=True)


class OwnSite(ThrowawaySite):
	"""A site on a bench of its own, from the picture of a site with all apps."""

	def __init__(self, bench: OwnBench | None = None):
		super().__init__(bench or OwnBench())
		self.services = Services(self.bench, self.name)
		self.worker = f"{self.services.prefix}-worker"
		self.people: dict[str, str] = {}

	@property
	def address(self) -> str:
		return self.bench.address(self.name)

	def begin(self) -> None:
		self.bench.start()
		self.make("apps")
		self.configure()
		self.services.ensure()

	def configure(self, **settings) -> None:
		super().configure()
		kept = json.loads(self.config_file.read_text())
		self.config_file.write_text(json.dumps(kept | settings, indent=1))

	def act(self, name: str, *values) -> object:
		"""Call a function of `acts` in a process of its own; returns what it returns."""
		printed = self.python(str(ACTS), name, json.dumps(values))
		return json.loads(printed.splitlines()[-1])

	def number(self, query: str) -> int:
		"""A number from the database; ``query`` without the name of the database."""
		return int(self.sql(f"USE {self.database}; {query}")[0])

	def start_worker(self) -> None:
		self.services.ensure()

	def wait_for(self, query: str, wanted: int, seconds: int = 120) -> float:
		"""Ask until the query gives the number. Returns the seconds that it took."""
		began = time.monotonic()
		while (found := self.number(query)) != wanted:
			assert time.monotonic() - began < seconds, f"{query}: {found}, not {wanted}"
			time.sleep(0.1)
		return time.monotonic() - began

	def end(self) -> None:
		self.bench.end()
		shutil.rmtree(self.folder, ignore_errors=True)
