"""Texts in Python: what is in `_()`, and what should be."""

import ast

from . import markup
from .message import Finding, Message, Texts, has_words, is_sentence

TRANSLATE = {"_", "_lt", "N_"}
SHOWN_BY = {"throw", "msgprint"}
NAMES = ast.Name | ast.Attribute | ast.Subscript | ast.Call | ast.BoolOp | ast.IfExp
# What these say is for developers and for admins' logs, which Frappe writes in English
NOT_SHOWN_BY = {"ValueError", "TypeError", "KeyError", "RuntimeError", "log_error", "each_alone"}
SHOWN_AS = {"title", "label", "message", "msg", "subject", "description"}


def read(code: str, path: str) -> Texts:
	reader = Reader(path)
	reader.visit(ast.parse(code))
	return Texts(reader.messages, reader.findings)


def called(node: ast.Call) -> str:
	"""The last name of what is called: ``throw`` of ``frappe.throw``."""
	if isinstance(node.func, ast.Attribute):
		return node.func.attr
	return node.func.id if isinstance(node.func, ast.Name) else ""


def literal(node: ast.AST | None) -> str | None:
	if isinstance(node, ast.Constant) and isinstance(node.value, str):
		return node.value
	return None


def bare_text(node: ast.AST) -> str | None:
	"""The text of a literal or of an f-string's fixed parts."""
	if isinstance(node, ast.JoinedStr):
		return "".join(filter(None, (literal(part) for part in node.values)))
	return literal(node)


class Reader(ast.NodeVisitor):
	def __init__(self, path: str):
		self.path, self.messages, self.findings = path, [], []

	def find(self, node: ast.AST, problem: str, unless: str | None = None) -> None:
		self.findings.append(Finding(self.path, node.lineno, problem, unless))

	def visit_Call(self, node: ast.Call) -> None:
		if called(node) in TRANSLATE:
			return self.translation(node)
		if called(node) in NOT_SHOWN_BY:
			return self.translations_in(node)
		if called(node) in SHOWN_BY and node.args:
			self.shown(node.args[0])
		for keyword in node.keywords:
			if keyword.arg in SHOWN_AS:
				self.shown(keyword.value)
		self.generic_visit(node)

	def translations_in(self, node: ast.Call) -> None:
		"""What is not shown may hold what is: a ValueError whose words the caller hands on."""
		for inner in ast.walk(node):
			if isinstance(inner, ast.Call) and called(inner) in TRANSLATE:
				self.translation(inner)

	def visit_Dict(self, node: ast.Dict) -> None:
		for key, value in zip(node.keys, node.values, strict=True):
			if literal(key) in SHOWN_AS:
				self.shown(value)
		self.generic_visit(node)

	def visit_Expr(self, node: ast.Expr) -> None:
		if literal(node.value) is None:  # a text that is a statement is a docstring
			self.generic_visit(node)

	def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
		fixed = "\0".join(literal(part) or "" for part in node.values)
		if is_sentence(fixed.replace("\0", "")):
			self.find(node, f"an f-string that reads like a sentence: {ast.unparse(node)}")
		self.html(node, fixed)
		for part in node.values:
			if not literal(part):
				self.visit(part)

	def visit_Constant(self, node: ast.Constant) -> None:
		text = literal(node) or ""
		if is_sentence(text):
			self.find(node, f"a sentence outside _(): {text!r}", text)
		self.html(node, text)

	def html(self, node: ast.AST, fixed: str) -> None:
		for text in markup.visible(fixed) if markup.TAG.search(fixed) else ():
			self.find(node, f"a text in HTML outside _(): {text!r}")

	def shown(self, node: ast.AST) -> None:
		text = bare_text(node)
		if text and has_words(text) and not is_key(text):
			self.find(node, f"shown, but outside _(): {text!r}")

	def translation(self, node: ast.Call) -> None:
		if not node.args:
			return
		source, context = node.args[0], self.context(node)
		if literal(source) is not None:
			self.messages.append(Message(literal(source), context, self.path))
		elif not isinstance(source, NAMES):
			self.find(node, "put together inside _(): use one literal and .format() outside")
		elif isinstance(source, ast.Call) and called(source) == "format":
			self.find(node, "formatted inside _(): call .format() on what _() returns")
		elif isinstance(source, ast.BoolOp | ast.IfExp):
			self.choices(source, context)

	def choices(self, node: ast.AST, context: str | None) -> None:
		"""The literals of `_("One" if one else "Many")` and `_(text or "None")` are texts too."""
		parts = node.values if isinstance(node, ast.BoolOp) else [node.body, node.orelse]
		for part in parts:
			if literal(part):
				self.messages.append(Message(literal(part), context, self.path))

	def context(self, node: ast.Call) -> str | None:
		for keyword in node.keywords:
			if keyword.arg == "context":
				return literal(keyword.value)
		return literal(node.args[2]) if len(node.args) > 2 else None


def is_key(text: str) -> bool:
	"""A fieldname or the like: `{"label": "status"}`."""
	return text.isidentifier() and text.islower()
