"""Canaries: words that occur nowhere else, each in one field of one record, and found in any answer."""

import re
from typing import NamedTuple

import frappe

from tests.security import policy

WORD = re.compile(r"zqx[0-9a-f]{7}xqz", re.IGNORECASE)
LENGTH = len("zqx0000000xqz")
TEXTS = ("Data", "Small Text", "Text", "Long Text", "Text Editor", "HTML Editor", "Code", "Markdown Editor")


class Canary(NamedTuple):
	"""Where a word was put: the record it hangs on, and the doctype and field that hold it."""

	root: str
	name: str
	situation: str
	doctype: str
	fieldname: str


class Aviary:
	"""All canaries of a run, by their word."""

	def __init__(self):
		self.known: dict[str, Canary] = {}

	def put(self, root: str, name: str, situation: str, doctype: str, fieldname: str) -> str:
		word = f"zqx{len(self.known):07x}xqz"
		self.known[word] = Canary(root, name, situation, doctype, fieldname)
		return word

	def found_in(self, text: str) -> set[Canary]:
		return {self.known[word] for word in map(str.lower, set(WORD.findall(text))) if word in self.known}

	def leaks(self, actor: str, text: str, at_home: bool = False) -> list[Canary]:
		"""Canaries in an answer that the actor must not see; ``at_home``: from the app's own pages."""
		return sorted(canary for canary in self.found_in(text) if not self.may_see(actor, canary, at_home))

	def may_see(self, actor: str, canary: Canary, at_home: bool) -> bool:
		if policy.sees(actor, canary.root, canary.situation):
			return True
		field = (canary.doctype, canary.fieldname)
		if actor in policy.DIRECTORY.get(field, ()):
			return True
		if at_home and actor in policy.SHOWN_BY_ENDPOINT.get(canary.root, policy.nobody)(canary.situation):
			return True
		if at_home and canary.root in policy.MASTERS and actor not in (policy.GUEST, policy.WEBSITE_USER):
			return True
		if at_home and field in policy.OPEN_TO_FAMILIES and actor in policy.FAMILIES:
			return True
		family = policy.at_home_as(actor, canary.situation) if at_home else None
		return family in policy.SHOWN_AT_HOME.get(field, ())


def takes_word(field) -> bool:
	return field.fieldtype in TEXTS and not 0 < (field.length or 0) < LENGTH


def text_fields(doctype: str) -> list[str]:
	return [field.fieldname for field in frappe.get_meta(doctype).fields if takes_word(field)]


def app_doctypes(tables: bool = False, singles: bool = False) -> list[str]:
	"""The record types of the app as the site has them: child tables, singles, or the others."""
	modules = frappe.get_all("Module Def", {"app_name": "learning_mentor"}, pluck="name", order_by="name")
	return frappe.get_all(
		"DocType",
		{"module": ["in", modules], "istable": int(tables), "issingle": int(singles)},
		pluck="name",
		order_by="name",
	)
