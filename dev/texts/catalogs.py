"""The catalogues: `locale/main.pot` and `locale/de.po` for Frappe 16, `translations/de.csv` for Frappe 15.

They are written as `bench generate-pot-file` writes them, but without line numbers: a catalogue changes when
a text does, not when a line is added above it. Paths are relative to the repository.
"""

import csv
import io
from collections.abc import Iterable
from datetime import datetime, timezone
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from .message import Message

LANGUAGES = ("de", "fr", "ar")
PUBLISHER, MAIL = "Learning Mentor contributors", "maintainers@example.com"
BEGUN = datetime(2026, 11, 25, tzinfo=timezone.utc)  # one date for all: a new one each time would be noise
Key = tuple[str, str | None]  # source, context


class Catalogs:
	"""The files in ``app``, the folder of the Python package."""

	def __init__(self, app: Path):
		self.app = app
		self.pot = app / "locale" / "main.pot"

	def po(self, language: str) -> Path:
		return self.app / "locale" / f"{language}.po"

	def csv(self, language: str) -> Path:
		return self.app / "translations" / f"{language}.csv"

	def template(self) -> Catalog | None:
		return load(self.pot)

	def load(self, language: str) -> Catalog:
		return load(self.po(language), language) or empty(language)

	def write_template(self, messages: Iterable[Message]) -> None:
		save(self.pot, fill(empty(None), messages, {}))

	def write(self, language: str, messages: list[Message], translations: dict[Key, str]) -> None:
		"""The PO with the texts of ``messages`` alone, and the CSV that goes with it."""
		catalog = fill(empty(language), messages, translations)
		save(self.po(language), catalog)
		self.csv(language).parent.mkdir(exist_ok=True)
		self.csv(language).write_text(as_csv(catalog), encoding="utf-8")


def empty(language: str | None) -> Catalog:
	return Catalog(
		locale=language,
		domain="messages",
		msgid_bugs_address=MAIL,
		language_team=MAIL,
		copyright_holder=PUBLISHER,
		last_translator=MAIL,
		project="Learning Mentor",
		creation_date=BEGUN,
		revision_date=BEGUN,
		fuzzy=False,
	)


def fill(catalog: Catalog, messages: Iterable[Message], translations: dict[Key, str]) -> Catalog:
	for message in messages:
		catalog.add(
			message.source,
			translations.get((message.source, message.context), ""),
			locations=[(message.path, None)],
			auto_comments=[message.comment] if message.comment else [],
			context=message.context,
		)
	return catalog


def load(path: Path, language: str | None = None) -> Catalog | None:
	if not path.is_file():
		return None
	with path.open("rb") as file:
		return read_po(file, locale=language)


def save(path: Path, catalog: Catalog) -> None:
	path.parent.mkdir(exist_ok=True)
	with path.open("wb") as file:
		write_po(file, catalog, sort_output=True, ignore_obsolete=True, width=None)


def entries(catalog: Catalog) -> dict[Key, str]:
	"""Key -> translation, empty where there is none or it is marked fuzzy."""
	return {
		(entry.id, entry.context): "" if entry.fuzzy else entry.string or "" for entry in catalog if entry.id
	}


def as_csv(catalog: Catalog) -> str:
	"""Rows of source, translation, context: those with a context where it changes the translation."""
	found = {key: text for key, text in entries(catalog).items() if text}
	rows = [
		(source, text, context or "")
		for (source, context), text in found.items()
		if not context or found.get((source, None)) != text
	]
	out = io.StringIO()
	csv.writer(out, lineterminator="\n").writerows(sorted(rows, key=lambda row: (row[0], row[2])))
	return out.getvalue()
