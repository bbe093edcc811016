"""Which reports are the app's own. Asked with every report that anybody runs: without a look at the site."""

from functools import cache
from pathlib import Path

import frappe

import learning_mentor

REPORTS = Path(learning_mentor.__file__).parent / "learning_mentor" / "report"


def is_ours(report) -> bool:
	return isinstance(report, str) and frappe.scrub(report) in _folders()


@cache
def _folders() -> frozenset[str]:
	return frozenset(each.parent.name for each in REPORTS.glob("*/*.json"))
