"""Links between the pages of the documentation lead somewhere, pictures included."""

import re
from collections.abc import Iterator
from pathlib import Path

from sources import kept

LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def findings(root: Path) -> Iterator[str]:
	for page in kept(root, "*.md"):
		for target in LINK.findall(page.read_text()):
			if "://" not in target and not target.startswith("mailto:") and not leads(page, target):
				yield f"{page.relative_to(root)}: the link {target} leads nowhere"


def leads(page: Path, target: str) -> bool:
	path, _, anchor = target.partition("#")
	goal = page.parent / path if path else page
	return goal.exists() and (not anchor or anchor in anchors(goal))


def anchors(page: Path) -> set[str]:
	"""As GitHub makes them of headings."""
	words = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in HEADING.findall(page.read_text()))
	return {each.strip().replace(" ", "-") for each in words}
