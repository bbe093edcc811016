"""What `./run` must never get wrong: what it installs, what it stops, and where it serves."""

import json
import socket
import subprocess
import sys
import threading
import zipfile
from collections import Counter
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "dev"))

from bench import frappe_wheel, ports
from bench.errors import BenchError
from bench.ports import Ports, is_free
from bench.processes import Processes, Program


def test_names_are_put_back():
	renamed = frappe_wheel.rename(b"from criscostack.utils import x  # Crisco Technologies", Counter())
	assert renamed == b"from frappe.utils import x  # Frappe Technologies"


def test_words_that_only_begin_like_a_name_are_left():
	assert frappe_wheel.rename(b"briker, brik", Counter()) == b"briker, bench"


def test_a_package_with_other_content_is_refused(tmp_path):
	with zipfile.ZipFile(tmp_path / "other.whl", "w") as archive:
		archive.writestr("criscostack/__init__.py", "print('something else')")
	with pytest.raises(BenchError, match="not the expected one"):
		frappe_wheel.check(frappe_wheel.unpack(tmp_path / "other.whl", tmp_path / "tree"))


def test_a_program_is_stopped_by_the_pid_it_was_started_with(tmp_path):
	processes = Processes(tmp_path, tmp_path)
	processes.start(Program("sleeper", ["sleep", "60"], tmp_path))
	assert processes.running("sleeper")
	assert processes.stop("sleeper")
	assert not processes.running("sleeper")


def test_a_later_process_with_the_same_pid_is_left_alone(tmp_path):
	foreign = subprocess.Popen(["sleep", "60"])
	noted = {"pid": foreign.pid, "started": "1", "key": ""}
	(tmp_path / "sleeper.json").write_text(json.dumps(noted))
	try:
		assert not Processes(tmp_path, tmp_path).stop("sleeper")
		assert foreign.poll() is None
	finally:
		foreign.kill()
		foreign.wait()


def test_a_port_in_use_is_not_free():
	with socket.create_server(("127.0.0.1", 0)) as server:
		assert not is_free(server.getsockname()[1])


def test_a_program_keeps_its_port_where_the_one_before_is_just_ending(tmp_path):
	chosen = Ports(tmp_path)
	server = socket.create_server(("127.0.0.1", chosen["mariadb"]))
	port, ending = chosen["mariadb"], threading.Timer(0.3, server.close)
	ending.start()
	assert chosen.claim("mariadb") and chosen["mariadb"] == port


def test_a_program_gets_another_port_where_its_own_is_taken_for_good(tmp_path, monkeypatch):
	monkeypatch.setattr(ports, "SECONDS_TO_END", 0.2)
	chosen = Ports(tmp_path)
	with socket.create_server(("127.0.0.1", chosen["mariadb"])) as server:
		assert not chosen.claim("mariadb")
		assert chosen["mariadb"] != server.getsockname()[1]
