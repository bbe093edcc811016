"""The scripts and styles that the browser loads, built into `sites/assets`."""

from pathlib import Path

from . import shell
from .bench import Bench
from .console import note
from .debian import find_program
from .stamps import hash_of_files, hash_of_tree, key_of

FETCH_FAILURE = (
	"npm's packages could not be fetched: check that the npm registry is reachable, then run again."
)
BUILD_FAILURE = "The scripts and styles could not be built: mend what the log names, then run again."


def ensure(bench: Bench) -> str | None:
	if bench.source.has_real_frappe:
		return build_with_frappe(bench)
	fetched = fetch(bench)
	return build(bench) or fetched


def fetch(bench: Bench) -> str | None:
	"""npm installs into `.bench/node`, from copies of the package list and its lock."""
	folder = bench.paths.dev / "assets"
	lists = [folder / "package.json", folder / "package-lock.json"]
	key = hash_of_files(lists)
	target = bench.paths.bench / "node"
	if bench.stamps.matches("node", key) and (target / "node_modules").exists():
		return None
	bench.stamps.drop("node")
	note("fetching npm packages, about half a minute")
	target.mkdir(exist_ok=True)
	for file in lists:
		(target / file.name).write_bytes(file.read_bytes())
	words = ["ci", "--no-audit", "--no-fund", "--loglevel=error"]
	shell.run([find_program("npm"), *words], bench.paths.logs / "assets.log", FETCH_FAILURE, cwd=target)
	bench.stamps.put("node", key)
	return "packages fetched"


def public_folders(bench: Bench) -> list[Path]:
	education = bench.paths.dev / "education" / "education"
	own = [bench.paths.root / "learning_mentor" / "public", education / "public"]
	return [folder for folder in own if folder.exists()]


def build(bench: Bench) -> str | None:
	inputs = [hash_of_tree(folder) for folder in [bench.paths.dev / "assets", *public_folders(bench)]]
	key = key_of(bench.stamps.get("node"), bench.stamps.get("app-frappe"), *inputs)
	if bench.stamps.matches("assets", key) and (bench.paths.sites / "assets" / "assets.json").exists():
		return None
	bench.stamps.drop("assets")
	note("building, about half a minute")
	script = bench.paths.dev / "assets" / "build.mjs"
	command = [find_program("node"), script, "--bench", bench.paths.bench]
	shell.run(command, bench.paths.logs / "assets.log", BUILD_FAILURE, cwd=bench.paths.root)
	bench.stamps.put("assets", key)
	return "built"


def build_with_frappe(bench: Bench) -> str | None:
	"""Real Frappe brings its own build, which wants yarn."""
	public = [hash_of_tree(folder) for folder in public_folders(bench)]
	key = key_of(*(bench.stamps.get(f"app-{app}") for app in bench.source.apps), *public)
	if bench.stamps.matches("assets", key):
		return None
	log = bench.paths.logs / "assets.log"
	for app in bench.source.origins:
		if (bench.paths.apps / app / "package.json").exists():
			words = ["exec", "--yes", "yarn@1", "--", "install", "--check-files"]
			shell.run([find_program("npm"), *words], log, FETCH_FAILURE, cwd=bench.paths.apps / app)
	shell.run(bench.command("build"), log, BUILD_FAILURE, cwd=bench.paths.sites, env=bench.environment(""))
	bench.stamps.put("assets", key)
	return "built"
