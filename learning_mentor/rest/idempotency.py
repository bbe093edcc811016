"""A write that is sent again, with the same ``Idempotency-Key``, gets the first answer and changes nothing.

The key is written in the transaction of the write, under a unique name, before the write begins: of two
requests at once the second waits for the first. What fails is rolled
back with its key, and may be sent again.
Stored are hashes, keyed by the site, and the answer, which for these endpoints is names, states and times; a
day later they are gone. Nobody reads them.
"""

import hashlib
import hmac
import json
from collections.abc import Callable
from functools import partial, wraps

import frappe
from frappe import _
from frappe.utils import add_to_date, get_datetime, now_datetime
from frappe.utils.password import get_encryption_key
from frappe.utils.response import json_handler

from learning_mentor.exceptions import KeyUsedOtherwiseError, SentTwiceAtOnceError, refuse
from learning_mentor.rest.retrying import until_done

DOCTYPE = "Mentoring Idempotency Key"
HEADER, REPLAYED = "Idempotency-Key", "Idempotency-Replayed"
KEPT_HOURS = 24
LONGEST_KEY = 200

repeatable: dict[str, Callable] = {}  # module.function -> the endpoint, for the OpenAPI document


def once_per_key(endpoint: Callable) -> Callable:
	"""Decorator of a writing endpoint: of two with one key the second gets the first's answer.

	That is for people who are signed in. With a key or without, what a deadlock broke off is done again.
	"""

	@wraps(endpoint)
	def answer(*positional, **arguments):
		key = _given_key()
		if key:
			return until_done(lambda **given: _answer_once(key, endpoint, given), arguments)
		return until_done(partial(endpoint, *positional), arguments)

	repeatable[_path_of(endpoint)] = answer
	return answer


def _path_of(endpoint: Callable) -> str:
	return f"{endpoint.__module__}.{endpoint.__name__}"


def _given_key() -> str | None:
	key = frappe.get_request_header(HEADER) if getattr(frappe.local, "request", None) else None
	if key is None or frappe.session.user == "Guest":
		return None
	if not (0 < len(key) <= LONGEST_KEY and key.isascii() and key.isprintable()):
		refuse(
			_("{0}: send 1 to {1} printable characters.").format(HEADER, LONGEST_KEY),
			KeyUsedOtherwiseError,
			field=HEADER,
		)
	return key


def _answer_once(key: str, endpoint: Callable, arguments: dict):
	name = _hash(frappe.session.user, key)
	asked = _hash(_path_of(endpoint), json.dumps(arguments, sort_keys=True, default=json_handler))
	try:
		if stored := _claim(name, asked):
			return _repeat(stored, asked)
		answer = endpoint(**arguments)
	except frappe.QueryTimeoutError:
		refuse(_("This is being done already: send it again in a moment."), SentTwiceAtOnceError)
	frappe.db.set_value(
		DOCTYPE, name, "answer", json.dumps(answer, default=json_handler), update_modified=False
	)
	return answer


def _hash(*parts: str) -> str:
	"""Keyed, so that what was sent cannot be found by trying."""
	return hmac.new(get_encryption_key().encode(), "\n".join(parts).encode(), hashlib.sha256).hexdigest()


def _claim(name: str, asked: str) -> dict | None:
	"""Write the key; where it is written already, what is stored. Waits for whoever is writing it."""
	doc = frappe.get_doc({"doctype": DOCTYPE, "key_hash": name, "asked": asked})
	try:
		doc.insert(ignore_permissions=True)  # nobody has a right to these rows
		return None
	except (frappe.DuplicateEntryError, frappe.UniqueValidationError):
		frappe.clear_last_message()
		frappe.local.response.pop("exc_type", None)
	stored = frappe.db.get_value(
		DOCTYPE, name, ["asked", "answer", "creation"], as_dict=True, for_update=True
	)
	if stored and get_datetime(stored.creation) > add_to_date(now_datetime(), hours=-KEPT_HOURS):
		return stored
	frappe.db.delete(DOCTYPE, {"name": name})
	return _claim(name, asked)


def _repeat(stored: frappe._dict, asked: str):
	if stored.asked != asked:
		refuse(
			_("{0}: this key came before with something else. Take a new one.").format(HEADER),
			KeyUsedOtherwiseError,
			field=HEADER,
		)
	frappe.flags.answer_repeated = True
	return json.loads(stored.answer or "null")


def after(response) -> None:
	"""Tell that an answer is a repetition."""
	if frappe.local.flags.answer_repeated:
		response.headers[REPLAYED] = "true"


def forget_old() -> None:
	"""Daily job: what is older than a day goes."""
	long_ago = add_to_date(now_datetime(), hours=-KEPT_HOURS)
	frappe.db.delete(DOCTYPE, {"creation": ["<", long_ago]})
