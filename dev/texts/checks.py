"""What `--check` asks: is every text translatable, are the catalogues whole and of one mind?"""

from collections.abc import Iterator

from . import app, placeholders
from .catalogs import LANGUAGES, Catalogs, as_csv, entries
from .message import Texts

UPDATE = "run python3 dev/translations.py"


def problems(texts: Texts, catalogs: Catalogs, languages: tuple[str, ...] = LANGUAGES) -> Iterator[str]:
	"""A sentence for each thing that is wrong."""
	yield from map(app.in_words, texts.findings)
	yield from of_template(texts, catalogs)
	for language in languages:
		yield from of_language(language, texts, catalogs)


def of_template(texts: Texts, catalogs: Catalogs) -> Iterator[str]:
	wanted = {(message.source, message.context) for message in texts.messages}
	template = catalogs.template()
	held = set(entries(template)) if template else set()
	for source, context in sorted(wanted - held, key=str):
		yield f"main.pot lacks {shown(source, context)}: {UPDATE}"
	for source, context in sorted(held - wanted, key=str):
		yield f"main.pot has {shown(source, context)}, which the app no longer has: {UPDATE}"


def of_language(language: str, texts: Texts, catalogs: Catalogs) -> Iterator[str]:
	catalog = catalogs.load(language)
	held = entries(catalog)
	wanted = {(message.source, message.context) for message in texts.messages}
	for source, context in sorted(set(held) - wanted, key=str):
		yield f"{language}.po has {shown(source, context)}, which the app no longer has: {UPDATE}"
	for key in catalog.obsolete:
		yield f"{language}.po has the obsolete {key!r}: {UPDATE}"
	missing = sorted(wanted - {key for key, text in held.items() if text}, key=str)
	if missing:
		yield f"{language}.po lacks {len(missing)} translations, among them {shown(*missing[0])}"
	for (source, context), text in held.items():
		if text and (wrong := placeholders.problem(source, text)):
			yield f"{language}.po, {shown(source, context)}: {wrong}"
	path = catalogs.csv(language)
	if (path.read_text(encoding="utf-8") if path.is_file() else "") != as_csv(catalog):
		yield f"{language}.csv differs from {language}.po: {UPDATE}"


def shown(source: str, context: str | None) -> str:
	text = source if len(source) < 80 else source[:77] + "..."
	return f"{text!r} ({context})" if context else repr(text)
