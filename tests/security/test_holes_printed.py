"""What was printed of reports, as Frappe's Access Log keeps it: whole, and for every admin."""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe
import pytest

from tests.security import policy
from tests.security.lane import text_of

LOG, WORD = "Access Log", "zqx-printed"
LINES = {
	"a printed report": ({"page": WORD, "method": "PDF"}, False),
	"filters of a report of ours": ({"filters": WORD, "report_name": "Provision Map"}, False),
	"filters of another report": ({"filters": WORD, "report_name": "ToDo"}, True),
	"a filtered list of others": ({"filters": WORD, "export_from": "ToDo"}, True),
	"a printed record of others": ({"page": WORD, "export_from": "ToDo"}, True),
}


@contextmanager
def a_line(values: dict, user: str) -> Iterator[str]:
	doc = frappe.new_doc(LOG).update({**values, "user": user})
	doc.db_insert()
	frappe.db.commit()
	try:
		yield doc.name
	finally:
		frappe.db.delete(LOG, {"name": doc.name})
		frappe.db.commit()


@pytest.mark.parametrize("what", LINES)
def test_what_was_printed_is_for_whoever_printed_it(world, lane, what):
	values, is_open = LINES[what]
	admin = lane(policy.SYSTEM_MANAGER)
	with a_line(values, world.users[policy.COORDINATOR]) as name:
		listed = admin.ask(
			"frappe.client.get_list", doctype=LOG, fields=["page", "filters"], limit_page_length=0
		)
		answer = admin.open("GET", f"/api/resource/{LOG}/{name}")
	assert (WORD in text_of(listed)) == is_open
	assert (WORD in text_of(answer), answer.status_code) == (is_open, 200 if is_open else 403)


@pytest.mark.parametrize("what", LINES)
def test_who_printed_reads_it(world, lane, what):
	with a_line(LINES[what][0], world.users[policy.SYSTEM_MANAGER]) as name:
		answer = lane(policy.SYSTEM_MANAGER).open("GET", f"/api/resource/{LOG}/{name}")
	assert WORD in text_of(answer)
