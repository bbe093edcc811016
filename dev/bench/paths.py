import os
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

UNIX_SOCKET_LIMIT = 100


@dataclass(frozen=True)
class Paths:
	"""Where the parts of one clone's bench lie. Everything but `root` is under `.bench/`."""

	root: Path

	@property
	def bench(self) -> Path:
		return self.root / ".bench"

	@property
	def apps(self) -> Path:
		return self.bench / "apps"

	@property
	def sites(self) -> Path:
		return self.bench / "sites"

	@property
	def env(self) -> Path:
		return self.bench / "env"

	@property
	def python(self) -> Path:
		return self.env / "bin" / "python"

	@property
	def logs(self) -> Path:
		return self.bench / "logs"

	@property
	def run(self) -> Path:
		return self.bench / "run"

	@property
	def stamps(self) -> Path:
		return self.bench / "stamps"

	@property
	def downloads(self) -> Path:
		return self.bench / "downloads"

	@property
	def snapshots(self) -> Path:
		return self.bench / "snapshots"

	@property
	def mariadb(self) -> Path:
		return self.bench / "mariadb"

	@property
	def redis(self) -> Path:
		return self.bench / "redis"

	@property
	def dev(self) -> Path:
		return self.root / "dev"

	@property
	def mariadb_socket(self) -> Path:
		"""The kernel caps the length of a socket's path, so a deep clone gets one in the temporary folder."""
		preferred = self.run / "mariadb.sock"
		if len(str(preferred)) <= UNIX_SOCKET_LIMIT:
			return preferred
		name = sha256(str(self.root).encode()).hexdigest()[:12]
		return Path(tempfile.gettempdir()) / f"learning-mentor-{os.getuid()}-{name}.sock"

	def make_folders(self) -> None:
		folders = (
			self.apps,
			self.sites,
			self.logs,
			self.run,
			self.stamps,
			self.downloads,
			self.snapshots,
			self.mariadb,
			self.redis,
		)
		for folder in folders:
			folder.mkdir(parents=True, exist_ok=True)
