"""Texts in scripts: what is in `__()`, and what should be."""

from itertools import pairwise

from . import markup
from .message import Finding, Message, Texts, has_words, is_sentence
from .script_lexer import Lexer, Token

SHOWN_BY = {
	*("throw", "msgprint", "show_alert", "confirm", "alert", "prompt", "set_title", "set_description"),
	*("add_custom_button", "add_inner_button", "add_menu_item", "add_action_item", "add_button"),
	*(
		"set_primary_action",
		"set_secondary_action",
		"set_intro",
		"set_headline",
		"set_headline_alert",
		"text",
	),
}
SHOWN_AS = {
	*("label", "title", "message", "description", "placeholder", "subtitle", "tooltip", "alt"),
	*("primary_action_label", "secondary_action_label", "ariaLabel", "textContent", "innerText"),
}
CLOSING = {"(": ")", "[": "]", "{": "}"}


def read(code: str, path: str, first_line: int = 1) -> Texts:
	reader = Reader(path)
	reader.walk(Lexer(code, first_line).tokens())
	return Texts(reader.messages, reader.findings)


def is_key(text: str) -> bool:
	return text.replace("-", "_").replace(".", "_").isidentifier() and text.islower()


class Reader:
	def __init__(self, path: str):
		self.path, self.messages, self.findings = path, [], []

	def find(self, token: Token, problem: str, unless: str | None = None) -> None:
		self.findings.append(Finding(self.path, token.line, problem, unless))

	def walk(self, tokens: list[Token]) -> None:
		at = 0
		while at < len(tokens):
			if tokens[at].text == "__" and tokens[at + 1 : at + 2] and tokens[at + 1].text == "(":
				at = self.translation(tokens, at + 2)
				continue
			self.look_at(tokens, at)
			at += 1

	def look_at(self, tokens: list[Token], at: int) -> None:
		token = tokens[at]
		if [each.text for each in tokens[at : at + 2]] == ["options", ":"]:
			self.options(tokens[at + 2 :])
		if token.kind == "template":
			self.template(token)
		elif token.kind == "string" and self.is_shown(tokens, at):
			self.find(token, f"shown, but outside __(): {token.text!r}")
		elif token.kind == "string" and markup.TAG.search(token.text):
			for text in markup.visible(token.text):
				self.find(token, f"a text in HTML outside __(): {text!r}")
		elif token.kind == "string":
			for text in filter(is_sentence, token.text.split("\n")):  # the options of a Select
				self.find(token, f"a sentence outside __(): {text!r}", text)

	def options(self, tokens: list[Token]) -> None:
		"""The values of a Select: Frappe translates them, where the catalogue has them."""
		listed = tokens[0].text == "["
		end = next((at for at, token in enumerate(tokens) if token.text == "]"), 0) if listed else 1
		for before, token in zip([None, None, *tokens], tokens[:end], strict=False):
			is_kept = (
				before is not None and before.text == "value"
			)  # beside a label: { value: "...", label: ... }
			if token.kind == "string" and not is_kept and (listed or "\n" in token.text):
				for text in filter(has_words, token.text.split("\n")):
					self.find(token, f"an option that the catalogue lacks: {text!r}", text)

	def is_shown(self, tokens: list[Token], at: int) -> bool:
		if at < 2 or not has_words(tokens[at].text) or is_key(tokens[at].text):
			return False
		name, sign = tokens[at - 2].text, tokens[at - 1].text
		return (name in SHOWN_AS and sign in (":", "=")) or (name in SHOWN_BY and sign == "(")

	def template(self, token: Token) -> None:
		fixed = "\0".join(part for part in token.parts if isinstance(part, str))
		if markup.TAG.search(fixed):
			for text in markup.visible(fixed):
				self.find(token, f"a text in HTML outside __(): {text!r}")
		elif is_sentence(fixed.replace("\0", "{}")):
			self.find(token, f"a template literal that reads like a sentence: {fixed!r}")
		for part in token.parts:
			if not isinstance(part, str):
				self.walk(part)

	def translation(self, tokens: list[Token], start: int) -> int:
		"""Reads the arguments of `__(`; where the walk goes on."""
		arguments, end = split(tokens, start)
		self.source(arguments)
		for argument in arguments[1:]:
			self.walk(argument)
		return end

	def source(self, arguments: list[list[Token]]) -> None:
		first = arguments[0]
		if [token.kind for token in first] == ["string"]:
			context = arguments[2] if len(arguments) > 2 else []
			named = context[0].text if [token.kind for token in context] == ["string"] else None
			self.messages.append(Message(first[0].text, named, self.path))
		elif any(token.kind == "template" or token.text == "+" for token in first):
			self.find(first[0], "put together inside __(): use one literal and [values]")
		else:
			self.choices(first)

	def choices(self, tokens: list[Token]) -> None:
		"""The literals of `__(one ? "One" : "Many")` and `__(text || "None")` are texts too."""
		for before, token in pairwise(tokens):
			if token.kind == "string" and before.text in ("?", ":", "||", "??"):
				self.messages.append(Message(token.text, None, self.path))


def split(tokens: list[Token], start: int) -> tuple[list[list[Token]], int]:
	"""The arguments from after the opening bracket, and where the tokens after its closing one begin."""
	arguments, depth, at = [[]], 0, start
	while at < len(tokens):
		token = tokens[at]
		sign = token.text if token.kind == "punctuation" else ""
		if sign == ")" and not depth:
			break
		depth += (sign in CLOSING) - (sign in CLOSING.values() if sign else 0)
		if sign == "," and not depth:
			arguments.append([])
		else:
			arguments[-1].append(token)
		at += 1
	return arguments, at + 1
