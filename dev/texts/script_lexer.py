"""The words of a script: enough JavaScript to tell texts from code.

A template literal is one token whose ``parts`` are its fixed texts and, between them, lists of tokens.
"""

import re
from typing import NamedTuple

SKIPPED = re.compile(r"\s+|//[^\n]*|/\*.*?\*/", re.DOTALL)
NAME = re.compile(r"[A-Za-z_$][\w$]*|\d[\w.]*")
STRING = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'", re.DOTALL)
REGEX = re.compile(r"/(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
PUNCTUATION = re.compile(r"=>|\?\.|\.\.\.|&&|\|\||\?\?|[=!]==?|.", re.DOTALL)
ESCAPE = re.compile(r"\\(u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|\n|.)", re.DOTALL)
ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}
BEFORE_REGEX = {"return", "typeof", "case", "in", "of", "=>", "&&", "||", "??", *"(,=:[!&|?{};+-*%~^<>"}


class Token(NamedTuple):
	kind: str  # name, string, template, regex, punctuation
	text: str
	line: int
	parts: tuple = ()


def unescape(text: str) -> str:
	def plain(match: re.Match) -> str:
		code = match.group(1)
		if code[0] in "ux" and len(code) > 1:
			return chr(int(code[1:].strip("{}"), 16))
		return ESCAPED.get(code, code)

	return ESCAPE.sub(plain, text)


class Lexer:
	def __init__(self, code: str, first_line: int = 1):
		self.code, self.at, self.first_line = code, 0, first_line

	def line(self) -> int:
		return self.first_line + self.code.count("\n", 0, self.at)

	def take(self, pattern: re.Pattern) -> str:
		match = pattern.match(self.code, self.at)
		if not match:
			return ""
		self.at = match.end()
		return match.group()

	def tokens(self, inside_template: bool = False) -> list[Token]:
		"""All tokens, or those up to the brace that closes a template's expression."""
		found, depth = [], 0
		while self.at < len(self.code):
			if self.take(SKIPPED):
				continue
			token = self.next(found[-1].text if found and found[-1].kind != "string" else "")
			depth += (token.text == "{") - (token.text == "}") if token.kind == "punctuation" else 0
			if inside_template and depth < 0:
				break
			found.append(token)
		return found

	def next(self, before: str) -> Token:
		line = self.line()
		if self.code[self.at] == "`":
			return self.template(line)
		for kind, pattern in (("name", NAME), ("string", STRING)):
			if text := self.take(pattern):
				return Token(kind, unescape(text[1:-1]) if kind == "string" else text, line)
		if before in BEFORE_REGEX or not self.at:
			if text := self.take(REGEX):
				return Token("regex", text, line)
		return Token("punctuation", self.take(PUNCTUATION), line)

	def template(self, line: int) -> Token:
		self.at += 1
		parts, text = [], ""
		while self.at < len(self.code) and self.code[self.at] != "`":
			if self.code.startswith("${", self.at):
				self.at += 2
				parts += [text, self.tokens(inside_template=True)]
				text = ""
			else:
				size = 2 if self.code[self.at] == "\\" else 1
				text += self.code[self.at : self.at + size]
				self.at += size
		self.at += 1
		return Token("template", "", line, (*parts, text))
