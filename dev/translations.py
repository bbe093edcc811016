#!/usr/bin/env python3
"""Every text of the app in its catalogues: `learning_mentor/locale` and `learning_mentor/translations`.

	python3 dev/translations.py                        write main.pot, the PO files and the CSV files anew
	python3 dev/translations.py --check                tell what is not translatable, missing or out of date
	python3 dev/translations.py --check-texts          the same without the languages
	python3 dev/translations.py --missing de           texts without a translation, as JSON
	                            [--chunk 200] [--skip 0] [--output FILE]
	python3 dev/translations.py --fill de FILE...      take translations from such files

Babel and Jinja live in an environment of their own (.bench/translations). Exit code 1 for anything found.
"""

import argparse
import json
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / ".bench" / "translations"
PACKAGES = ("babel==2.18.0", "jinja2==3.1.6")


def main() -> int:
	asked = parse(sys.argv[1:])
	from texts import app
	from texts.catalogs import Catalogs

	texts, catalogs = app.read(ROOT), Catalogs(ROOT / app.APP)
	if asked.check or asked.check_texts:
		return check(texts, catalogs, asked)
	if asked.missing:
		return tell_missing(texts, catalogs, asked)
	if asked.fill:
		language, *files = asked.fill
		return take(language, files, texts, catalogs)
	return write(texts, catalogs)


def parse(words: list[str]) -> argparse.Namespace:
	parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
	parser.add_argument("--check", action="store_true")
	parser.add_argument("--check-texts", action="store_true")
	parser.add_argument("--missing", metavar="LANGUAGE")
	parser.add_argument("--chunk", type=int, default=200)
	parser.add_argument("--skip", type=int, default=0, help="leave out so many: translators share the work")
	parser.add_argument("--output", type=Path)
	parser.add_argument("--fill", nargs="+", metavar=("LANGUAGE", "FILE"))
	return parser.parse_args(words)


def check(texts, catalogs, asked: argparse.Namespace) -> int:
	from texts import checks
	from texts.catalogs import LANGUAGES

	found = list(checks.problems(texts, catalogs, () if asked.check_texts else LANGUAGES))
	print("\n".join(found) or "Every text is translatable, and the catalogues are up to date.")
	return int(bool(found))


def tell_missing(texts, catalogs, asked: argparse.Namespace) -> int:
	from texts import translating

	translated = translating.carried(texts.messages, catalogs, asked.missing)
	lacking = translating.missing(texts.messages, translated)
	answer = json.dumps(lacking[asked.skip :][: asked.chunk], ensure_ascii=False, indent=1)
	if asked.output:
		asked.output.write_text(answer + "\n", encoding="utf-8")
	else:
		print(answer)
	print(f"{len(lacking)} texts lack a translation.", file=sys.stderr)
	return 0


def take(language: str, files: list[str], texts, catalogs) -> int:
	from texts import translating

	refused = []
	translations = translating.carried(texts.messages, catalogs, language)
	for name in files:
		answers = json.loads(Path(name).read_text(encoding="utf-8"))
		taken, wrong = translating.take(answers, texts.messages)
		translations |= taken
		refused += wrong
	catalogs.write(language, texts.messages, translations)
	lacking = translating.missing(texts.messages, translations)
	print("\n".join([*refused, f"{len(refused)} answers refused, {len(lacking)} texts lack a translation."]))
	return int(bool(refused))


def write(texts, catalogs) -> int:
	from texts import translating
	from texts.catalogs import LANGUAGES

	catalogs.write_template(texts.messages)
	print(f"{len({message.source for message in texts.messages})} texts in main.pot.")
	for language in LANGUAGES:
		translations = translating.carried(texts.messages, catalogs, language)
		catalogs.write(language, texts.messages, translations)
		print(f"{language}: {len(translating.missing(texts.messages, translations))} lack a translation.")
	return 0


def use_own_environment() -> None:
	"""Goes on in the environment that has Babel and Jinja in the versions above, made where it is absent."""
	stamp, python = HOME / "installed.txt", HOME / "bin" / "python"
	if Path(sys.prefix).resolve() == HOME.resolve() and stamp.is_file():
		return
	if not stamp.is_file() or stamp.read_text() != "\n".join(PACKAGES):
		venv.create(HOME, with_pip=True, clear=True)
		subprocess.run([HOME / "bin" / "pip", "install", "--quiet", *PACKAGES], check=True)
		stamp.write_text("\n".join(PACKAGES))
	os.execv(python, [str(python), "-B", *sys.argv])


if __name__ == "__main__":
	use_own_environment()
	sys.exit(main())
