"""What a translation must keep of its source."""

import re
from collections import Counter

VALUE = re.compile(r"\{[^{}]*\}|%(?:\(\w+\))?[sdif]\b|\$\{[^{}]*\}")
TAG = re.compile(r"</?[A-Za-z][^<>]*>")
JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")


def held(text: str) -> Counter:
	"""Places for values, and HTML tags. A tag's attributes count, but for texts in them."""
	jinja = JINJA.findall(text)
	return Counter([*jinja, *VALUE.findall(JINJA.sub("", text)), *TAG.findall(text)])


def problem(source: str, translation: str) -> str | None:
	"""What is wrong with a translation in a few words, or None."""
	if not translation.strip():
		return "empty"
	if held(source) != held(translation):
		lost, new = held(source) - held(translation), held(translation) - held(source)
		return f"placeholders or tags differ (missing {sorted(lost)}, not in the source {sorted(new)})"
	if [source[at].isspace() for at in (0, -1)] != [translation[at].isspace() for at in (0, -1)]:
		return "space at its beginning or end differs"
	return None
