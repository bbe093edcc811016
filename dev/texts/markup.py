"""What a reader sees of HTML. Values that are filled in stand as NUL."""

import re

from .message import has_words

UNSEEN = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->|<!DOCTYPE[^>]*>", re.DOTALL | re.IGNORECASE)
TAG = re.compile(r"</?[A-Za-z\0](?:[^<>\"']|\"[^\"]*\"|'[^']*')*/?>")
SEEN_ATTRIBUTE = re.compile(r"\b(?:title|alt|placeholder|aria-label)\s*=\s*(\"[^\"]*\"|'[^']*')")
FILLED_IN = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
ENTITY = re.compile(r"&#?\w+;")


def visible(html: str) -> list[str]:
	"""The fixed texts with letters between tags and in attributes that are shown or read out."""
	html = UNSEEN.sub(lambda match: "\n" * match.group().count("\n"), html)
	html = FILLED_IN.sub("\0", html)
	attributes = [found[1:-1] for tag in TAG.findall(html) for found in SEEN_ATTRIBUTE.findall(tag)]
	pieces = "\0".join((TAG.sub("\0", html), *attributes)).split("\0")
	texts = [piece.strip() for piece in pieces]
	return [text for text in texts if has_words(ENTITY.sub("", text))]
