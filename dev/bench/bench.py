"""One clone's bench: its paths, ports and servers, and running Frappe's own commands in it."""

import json
from pathlib import Path

from . import shell
from .mariadb import MariaDB
from .paths import Paths
from .ports import Ports
from .processes import Processes
from .redis_servers import Redis
from .sources import Source, hash_of_apps
from .stamps import Stamps

DEMO_SITE = "demo.localhost"
TEST_SITES = ("test.localhost", "test2.localhost")
TEST_SITE = TEST_SITES[0]
BENCHMARK_SITE = "bench.localhost"
OWN_QUEUE = (*TEST_SITES, BENCHMARK_SITE)


def web_port_of(site: str) -> str:
	"""The name under which a site's port is kept."""
	return f"{site.partition('.')[0]}_web"


class Bench:
	def __init__(self, root: Path, source: Source | None = None):
		self.paths = Paths(root)
		self.paths.make_folders()
		self.source = source or Source()
		self.ports = Ports(self.paths.bench)
		self.stamps = Stamps(self.paths.stamps)
		self.processes = Processes(self.paths.run, self.paths.logs)
		self.mariadb = MariaDB(self.paths, self.ports, self.processes)
		self.redis = Redis(self.paths, self.ports, self.processes)

	@property
	def version(self) -> str:
		return hash_of_apps(self.paths, self.source, self.stamps)

	def configure(self) -> None:
		"""What all sites share. Written at every start, since ports may have moved."""
		settings = {
			"db_host": "127.0.0.1",
			"db_port": self.ports["mariadb"],
			"redis_cache": self.redis.address("redis_cache"),
			"redis_queue": self.redis.address("redis_queue"),
			"redis_socketio": self.redis.address("redis_cache"),
			"default_site": DEMO_SITE,
			"live_reload": False,
			"server_script_enabled": 0,
			"developer_mode": 0,
			"mute_emails": 1,
			"throttle_user_limit": 10_000,  # the tests make a school's people in minutes
			"file_watcher_port": 0,
		}
		file = self.paths.sites / "common_site_config.json"
		file.write_text(json.dumps(settings, indent=1) + "\n")

	def environment(self, site: str) -> dict[str, str]:
		"""Jobs of sites for tests go to queues of their own, so that no other site's worker takes them."""
		variables = {
			"FRAPPE_BENCH_ROOT": str(self.paths.bench),
			"LM_BENCH": str(self.paths.bench),
			"LM_SITE": site,
			"LM_BASE_URL": self.address(site),
		}
		if site in OWN_QUEUE:
			queue = OWN_QUEUE.index(site) + 1
			variables["FRAPPE_REDIS_QUEUE"] = f"{self.redis.address('redis_queue')}/{queue}"
		return variables

	def address(self, site: str) -> str:
		"""Other sites, such as those that tests make for a while, are not served: they get the demo's."""
		served = site if site in TEST_SITES else DEMO_SITE
		return f"http://127.0.0.1:{self.ports[web_port_of(served)]}"

	def command(self, *words: str) -> list[object]:
		return [self.paths.python, "-m", "frappe.utils.bench_helper", "frappe", *words]

	def frappe(self, site: str, log: str, failure: str, *words: str) -> None:
		"""Run one of Frappe's commands; `words` come after `bench`."""
		shell.run(
			self.command(*words),
			self.paths.logs / f"{log}.log",
			failure,
			cwd=self.paths.sites,
			env=self.environment(site),
		)
