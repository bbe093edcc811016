"""The version of Frappe is asked for in one module, so that what differs has a name."""

import re
from collections.abc import Iterator
from pathlib import Path

from sources import kept

ASKS = re.compile(r"frappe\.__version__|frappe_version|boot\.versions")
THE_ONE = "learning_mentor/versions.py"


def findings(root: Path) -> Iterator[str]:
	for path in kept(root, "learning_mentor/*.py", "learning_mentor/*.js", "learning_mentor/*.html"):
		place = path.relative_to(root).as_posix()
		if place != THE_ONE and ASKS.search(path.read_text()):
			yield f"{place}: asks for the version of Frappe; let {THE_ONE} do that"
