"""The translator's side: a list of what is missing, and the answers back into the catalogues.

A text is asked for once, however many contexts it has. An answer is a text for all of them, or by context
where one needs another word: ``{"": "Aktiv", "Mentoring Case": "Laufend"}``.
"""

from collections import defaultdict

from . import placeholders
from .catalogs import Catalogs, Key, entries
from .message import Message


def contexts(messages: list[Message]) -> dict[str, set[str | None]]:
	found = defaultdict(set)
	for message in messages:
		found[message.source].add(message.context)
	return found


def missing(messages: list[Message], translated: dict[Key, str]) -> list[dict]:
	"""``{"source", "translation": "", "where"}`` for each text that lacks one, those of one file together."""
	where = defaultdict(list)
	for message in messages:
		place = message.comment or message.path.removeprefix("learning_mentor/")
		if place not in where[message.source]:
			where[message.source].append(place)
	lacking = [
		source
		for source, found in contexts(messages).items()
		if not all(translated.get((source, context)) for context in found)
	]
	return [{"source": source, "translation": "", "where": where[source][:4]} for source in lacking]


def take(answers: list[dict], messages: list[Message]) -> tuple[dict[Key, str], list[str]]:
	"""The translations by key, and a sentence for each answer refused. Empty answers are passed over."""
	known, taken, refused = contexts(messages), {}, []
	for answer in answers:
		source, given = answer["source"], answer["translation"]
		by_context = given if isinstance(given, dict) else {"": given}
		for context, text in by_context.items():
			if not text:
				continue
			if source not in known or (context and context not in known[source]):
				refused.append(f"{source!r} ({context or 'no context'}): the app has no such text")
			elif wrong := placeholders.problem(source, text):
				refused.append(f"{source!r}: {wrong}: {text!r}")
			else:
				taken |= spread(source, context, text, by_context, known[source])
	return taken, refused


def spread(source: str, context: str, text: str, given: dict, known: set[str | None]) -> dict[Key, str]:
	if context:
		return {(source, context): text}
	return {(source, each): text for each in known if not given.get(each or "") or not each}


def carried(messages: list[Message], catalogs: Catalogs, language: str) -> dict[Key, str]:
	"""What the PO has already; a new context of a known text takes over the translation without context."""
	held = entries(catalogs.load(language))
	anywhere = {source: text for (source, _context), text in held.items() if text}
	anywhere |= {source: text for (source, context), text in held.items() if text and not context}
	return {
		(message.source, message.context): held.get((message.source, message.context))
		or anywhere.get(message.source, "")
		for message in messages
	}
