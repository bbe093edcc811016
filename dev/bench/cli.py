"""The command line of `./run`."""

import argparse
import signal
import sys
import traceback
from pathlib import Path

from . import benchmark, commands
from .console import report
from .errors import BenchError
from .paths import Paths

DESCRIPTION = """\
./run demo [--port N] [--official]   set up all that is needed and serve the demo
./run test [--official] [...]        set up all that is needed and run the tests; the rest goes to pytest
./run benchmark [--quick] [...]      measure on a site of its own and write docs/performance.md; has --help
./run reliability [--quick] [...]    break what the app stands on, for hours, and print what survived
./run site COMMAND [...]             any bench command on the demo site, such as: ./run site console
./run translations [...]             the app's texts and their translations: dev/translations.py
./run stop                           stop everything that this clone runs
./run clean                          stop, and remove everything that was set up

FRAPPE_PATH, ERPNEXT_PATH and EDUCATION_PATH name local checkouts to use instead of the registry's
Frappe and dev/education; --official clones them with git. More in docs/bench.md.
"""

COMMANDS = ("demo", "test", "benchmark", "reliability", "site", "translations", "stop", "clean", "help")


def port_number(word: str) -> int:
	port = int(word)
	if 1024 <= port <= 65535:
		return port
	raise argparse.ArgumentTypeError("choose a port from 1024 to 65535")


def parse(words: list[str]) -> tuple[argparse.Namespace, list[str]]:
	parser = argparse.ArgumentParser(
		prog="./run", usage=DESCRIPTION, add_help=False, formatter_class=argparse.RawTextHelpFormatter
	)
	parser.add_argument("command", choices=COMMANDS)
	parser.add_argument("--official", action="store_true")
	if words[:1] == ["demo"]:
		parser.add_argument("--port", type=port_number)
		return parser.parse_args(words), []
	if words[:1] in (["site"], ["benchmark"], ["reliability"], ["translations"]):
		return argparse.Namespace(command=words[0]), words[1:]
	return parser.parse_known_args(words)


def perform(root: Path, words: list[str]) -> int:
	asked, rest = parse(words)
	if asked.command == "demo":
		return commands.run_demo(root, asked.port, asked.official)
	if asked.command == "test":
		return commands.run_tests(root, asked.official, rest)
	if asked.command == "benchmark":
		return benchmark.run(root, rest)
	if asked.command == "reliability":
		return commands.run_reliability(root, rest)
	if asked.command == "site":
		return commands.run_site_command(root, rest)
	if asked.command == "translations":
		return commands.run_translations(root, rest)
	if asked.command == "help":
		print(DESCRIPTION)
		return 0
	return commands.stop(root) if asked.command == "stop" else commands.clean(root)


def main(root: Path, words: list[str]) -> int:
	"""Exit code. Every failure ends in one sentence; the details go to a log."""
	signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
	try:
		return perform(root, words or ["help"])
	except BenchError as error:
		report(error)
	except KeyboardInterrupt:
		print("\nInterrupted: the same command goes on from here.", file=sys.stderr)
		return 130
	except Exception:
		log = Paths(root).logs / "run.log"
		log.parent.mkdir(parents=True, exist_ok=True)
		log.write_text(traceback.format_exc())
		report(BenchError("Something went wrong that ./run does not know: report what the log says.", log))
	return 1
