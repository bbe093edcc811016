"""MariaDB with a data directory, socket and port of the bench's own, listening on loopback only."""

import os
import secrets
import shutil
import subprocess
import time
from pathlib import Path

from . import shell
from .debian import find_program
from .errors import BenchError
from .paths import Paths
from .ports import Ports
from .processes import Processes, Program
from .stamps import Stamps, key_of

SETTINGS = """\
[mysqld]
datadir={data}
tmpdir={temporary}
socket={socket}
port={port}
bind-address=127.0.0.1
pid-file={run}/mariadbd.pid
init-file={init}
skip-name-resolve
skip-log-bin
character-set-server=utf8mb4
collation-server=utf8mb4_unicode_ci
max_allowed_packet=64M
performance_schema=OFF
innodb_buffer_pool_size=256M
innodb_log_file_size=96M
innodb_flush_log_at_trx_commit=2
innodb_doublewrite=0
"""
CLIENT = """\
[client]
user=root
password={password}
host=127.0.0.1
port={port}
"""
ACCOUNTS = """\
CREATE USER IF NOT EXISTS 'root'@'127.0.0.1';
ALTER USER 'root'@'localhost' IDENTIFIED BY '{password}', 'root'@'127.0.0.1' IDENTIFIED BY '{password}';
GRANT ALL PRIVILEGES ON *.* TO 'root'@'127.0.0.1' WITH GRANT OPTION;
DROP USER IF EXISTS ''@'localhost';
"""
SECONDS_TO_START = 60
FAILURE = "MariaDB did not start: mend what its log says, or run './run clean' and begin anew."


class MariaDB:
	def __init__(self, paths: Paths, ports: Ports, processes: Processes):
		self.paths = paths
		self.ports = ports
		self.processes = processes
		self.log = processes.log_of("mariadb")

	@property
	def data(self) -> Path:
		return self.paths.mariadb / "data"

	@property
	def password(self) -> str:
		file = self.paths.mariadb / "root_password"
		if not file.exists():
			file.touch(mode=0o600)
			file.write_text(secrets.token_hex(16))
		return file.read_text().strip()

	def ensure(self, stamps: Stamps) -> str | None:
		if not stamps.matches("mariadb", "made"):
			self.make_data()
			stamps.put("mariadb", "made")
		self.write_settings()
		if self.processes.is_current(self.program()) and self.answers():
			return None
		self.start()
		return f"started on port {self.ports['mariadb']}"

	def make_data(self) -> None:
		self.processes.stop("mariadb")
		shutil.rmtree(self.data, ignore_errors=True)
		command = [find_program("mariadb-install-db"), "--no-defaults", f"--datadir={self.data}"]
		options = ["--auth-root-authentication-method=normal", "--skip-test-db", *self.as_user()]
		shell.run([*command, *options], self.log, "MariaDB could not make its data directory: see the log.")

	def as_user(self) -> list[str]:
		"""MariaDB refuses to run as root unless told by name."""
		return ["--user=root"] if os.geteuid() == 0 else []

	def write_settings(self) -> None:
		init = self.paths.mariadb / "accounts.sql"
		init.touch(mode=0o600)
		init.write_text(ACCOUNTS.format(password=self.password))
		values = {"socket": self.paths.mariadb_socket, "port": self.ports["mariadb"]}
		# Of its own: a server that starts empties it, even of what others have there
		temporary = self.paths.mariadb / "tmp"
		temporary.mkdir(exist_ok=True)
		text = SETTINGS.format(data=self.data, temporary=temporary, run=self.paths.run, init=init, **values)
		(self.paths.mariadb / "my.cnf").write_text(text)
		client = self.paths.mariadb / "client.cnf"
		client.touch(mode=0o600)
		client.write_text(CLIENT.format(password=self.password, port=values["port"]))

	def program(self) -> Program:
		settings = self.paths.mariadb / "my.cnf"
		command = [find_program("mariadbd"), f"--defaults-file={settings}", *self.as_user()]
		return Program("mariadb", command, self.paths.mariadb, version=key_of(settings.read_text()))

	def start(self) -> None:
		self.processes.stop("mariadb")
		if not self.ports.claim("mariadb"):
			self.write_settings()
		self.processes.start(self.program())
		give_up = time.monotonic() + SECONDS_TO_START
		while not self.answers():
			if time.monotonic() > give_up or not self.processes.running("mariadb"):
				raise BenchError(FAILURE, self.log)
			time.sleep(0.1)

	def client(self, program: str, *words: str) -> list[object]:
		"""The command line of a client program, signed in as the server's root."""
		return [find_program(program), f"--defaults-file={self.paths.mariadb / 'client.cnf'}", *words]

	def answers(self) -> bool:
		return subprocess.run(self.client("mysql", "-e", "SELECT 1"), capture_output=True).returncode == 0
