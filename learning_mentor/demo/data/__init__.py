"""The demo's names and texts: JSON, all of it invented."""

import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
DOMAIN = "demo.school"


@cache
def read(name: str) -> Any:
	return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def address(login: str) -> str:
	"""E-mail address, and with it the login, of a person of the demo's school."""
	return f"{login}@{DOMAIN}"


def pupil_key(child: dict) -> str:
	return f"{child['first_name']}.{child['last_name']}".lower()
