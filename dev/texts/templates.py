"""Texts in Jinja templates and in the desk's own templates."""

import re

from jinja2 import Environment, TemplateSyntaxError, nodes

from . import markup, script_code
from .message import Finding, Message, Texts, is_sentence

JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
DESK = re.compile(r"\{%=?(.*?)%\}|\{\{(.*?)\}\}", re.DOTALL)
BOUND = re.compile(r"\s(?::|v-|@)[\w:.-]+=\"([^\"]*)\"")
STYLE_BLOCK = re.compile(r"\{%-? *block style *-?%\}.*?\{%-? *endblock\b.*?%\}", re.DOTALL)
SCRIPT = re.compile(r"<script\b[^>]*>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
ENVIRONMENT = Environment(extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"])


def read(code: str, path: str) -> Texts:
	"""A template that Frappe renders on the server."""
	texts = Texts([], [])
	try:
		tree = ENVIRONMENT.parse(code)
	except TemplateSyntaxError as error:
		return Texts([], [Finding(path, error.lineno, f"no Jinja template: {error.message}")])
	_calls(tree, path, texts)
	_sentences(tree, path, texts)
	plain = JINJA.sub(_blank, STYLE_BLOCK.sub(_blank, code))
	_markup(plain, path, texts)
	for script in SCRIPT.finditer(plain):
		texts.add(script_code.read(script.group(1), path, 1 + plain.count("\n", 0, script.start(1))))
	return texts


def read_desk(code: str, path: str) -> Texts:
	"""A template that Frappe renders in the browser: scripts in `{% %}` and `{{ }}`."""
	texts = Texts([], [])
	for found in DESK.finditer(code):
		inside = found.group(1) or found.group(2) or ""
		texts.add(script_code.read(inside, path, 1 + code.count("\n", 0, found.start())))
	_markup(DESK.sub("\0", code), path, texts)
	return texts


def _blank(match: re.Match) -> str:
	return "\0" + "\n" * match.group().count("\n")


def _markup(plain: str, path: str, texts: Texts) -> None:
	for text in markup.visible(plain):
		found = plain.find(text)
		line = 1 + plain.count("\n", 0, found) if found >= 0 else 1
		texts.findings.append(Finding(path, line, f"a text outside _(): {text!r}"))


def _is_translation(node: nodes.Node) -> bool:
	called = node.node if isinstance(node, nodes.Call) else None
	return isinstance(called, nodes.Name) and called.name in ("_", "__")


def _calls(tree: nodes.Node, path: str, texts: Texts) -> None:
	for call in filter(_is_translation, tree.find_all(nodes.Call)):
		source = call.args[0] if call.args else None
		context = {each.key: each.value for each in call.kwargs}.get("context")
		named = context.value if isinstance(context, nodes.Const) else None
		if isinstance(source, nodes.Const):
			texts.messages.append(Message(source.value, named, path))
		elif isinstance(source, nodes.CondExpr):
			literals = [each for each in (source.expr1, source.expr2) if isinstance(each, nodes.Const)]
			texts.messages.extend(Message(each.value, named, path) for each in literals)
		elif isinstance(source, nodes.Concat | nodes.Add | nodes.Mod):
			problem = "put together inside _(): use .format() outside"
			texts.findings.append(Finding(path, call.lineno, problem))


def _sentences(node: nodes.Node, path: str, texts: Texts) -> None:
	"""Sentences in expressions, but for those in `_()`."""
	if _is_translation(node):
		return
	if isinstance(node, nodes.Const) and isinstance(node.value, str) and is_sentence(node.value):
		problem = f"a sentence outside _(): {node.value!r}"
		texts.findings.append(Finding(path, node.lineno, problem, node.value))
	for child in node.iter_child_nodes():
		_sentences(child, path, texts)


def read_vue(code: str, path: str) -> Texts:
	"""A single-file component: its script, and its template with scripts in `{{ }}` and bound attributes."""
	texts = Texts([], [])
	for script in SCRIPT.finditer(code):
		texts.add(script_code.read(script.group(1), path, 1 + code.count("\n", 0, script.start(1))))
	template = code[code.find("<template") : code.rfind("</template>") + 1]
	for bound in BOUND.findall(template):
		texts.add(script_code.read(bound, path))
	texts.add(read_desk(BOUND.sub("", template), path))
	return texts
