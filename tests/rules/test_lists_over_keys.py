"""Lists of whoever covers a colleague: asked for in another way where that is faster, and the same rows."""

from contextlib import contextmanager

import frappe
import pytest
from frappe.desk import reportview

from benchmarks.meter import cost_of
from learning_mentor.permissions import in_order, list_mentoring_session, scope
from tests import check_in_factories as check_in
from tests import factories as make
from tests import session_factories as sessions
from tests.conftest import session_of

SESSION = "Mentoring Session"
OTHER_WAY = "in (select"
PLAIN = {"cmd": "a.method.that.in_order.does.not.know"}
PAGE = {"cmd": "frappe.desk.reportview.get", "doctype": SESSION, "page_length": 20}


@pytest.fixture
def three(db):
	"""A mentor, the colleague whom the mentor covers, and somebody else; each with sessions of their own."""
	mentor, covered, other = (make.make_mentor() for _number in range(3))
	for place, each in enumerate((mentor, covered, other)):
		case = make.make_case(mentor=each)
		for day in range(2):
			sessions.plan_session(case, sessions.at(7 * day + place + 1, 10))
	check_in.cover(covered.name, mentor, 0, 0)
	return mentor, covered, other


@contextmanager
def request(**asked):
	before = frappe.local.form_dict
	frappe.local.form_dict = frappe._dict({**PAGE, **asked})
	try:
		yield
	finally:
		frappe.local.form_dict = before


def condition_of(user: str, **asked) -> str:
	with session_of(user), request(**asked):
		return list_mentoring_session(user)


def by(column: str, direction: str = "desc") -> str:
	return f"`tab{SESSION}`.`{column}` {direction}"


def listed(user: str, **asked) -> list[str]:
	"""Names on the desk's page, in its order."""
	with session_of(user), request(**{"fields": '["name"]', "filters": "[]", **asked}):
		table = reportview.get()
	return [name for (name,) in table["values"]] if table else []


ORDERS = (by("starts_on"), by("starts_on", "asc"), by("modified"), "modified asc", None)
NO_FASTER = (
	{"order_by": by("creation")},
	{"order_by": "starts_on desc, name asc"},
	{"order_by": "`tabMentoring Case`.`modified` desc"},
	{"order_by": by("modified"), "group_by": f"`tab{SESSION}`.`status`"},
	{"order_by": by("modified"), "page_length": 500},
	{"order_by": by("modified"), "page_length": 20, "start": 400},
	{"order_by": by("modified"), "cmd": "frappe.client.get_count"},
	{"order_by": by("modified"), "doctype": "Mentoring Case"},
)


def test_the_other_way_is_taken_for_pages_over_several_keys_alone(three):
	make.make_coordinator()
	mentor, covered, _other = (each.user for each in three)
	assert all(OTHER_WAY in condition_of(mentor, order_by=order) for order in ORDERS)
	assert not [asked for asked in NO_FASTER if OTHER_WAY in condition_of(mentor, **asked)]
	assert OTHER_WAY not in condition_of(covered, order_by=by("modified"))
	assert condition_of(make.COORDINATOR, order_by=by("modified")) == ""


def test_outside_a_request_a_page_in_the_doctypes_own_order_is_expected(three):
	mentor = three[0].user
	with session_of(mentor):
		assert f"`tab{SESSION}`.`starts_on`) {OTHER_WAY}" in list_mentoring_session(mentor)
		found = frappe.get_list(SESSION, pluck="name", limit=3)
		with request(**PLAIN):
			assert len(found) == 3 and found == frappe.get_list(SESSION, pluck="name", limit=3)


def test_it_lists_the_same_rows_in_the_same_order(three):
	mentor, covered, other = three
	theirs = {"mentor": ["in", [mentor.name, covered.name]]}
	for order in ORDERS:
		found = listed(mentor.user, order_by=order)
		assert found == listed(mentor.user, order_by=order, **PLAIN)
		assert sorted(found) == frappe.get_all(SESSION, theirs, pluck="name", order_by="name")
	assert len(found) == 4
	pages = [listed(mentor.user, order_by=order, start=start, page_length=2) for start in (0, 2)]
	assert [*pages[0], *pages[1]] == found
	for profile, rows in {covered.name: 2, other.name: 0}.items():
		filters = f'[["{SESSION}", "mentor", "=", "{profile}"]]'
		assert len(listed(mentor.user, order_by=by("modified"), filters=filters)) == rows


def test_an_order_that_a_row_may_lack_is_never_walked(three):
	"""A row without a date would be lost: the other way compares the row with itself."""
	for column, walked in {"starts_on": True, "ends_on": False}.items():
		meta = frappe._dict(sort_field=column, get_field=frappe.get_meta(SESSION).get_field)
		assert (column in in_order._columns(meta)) is walked


def test_both_orders_have_an_index_that_the_other_way_can_walk_alone(db):
	rows = frappe.db.sql(f"show index from `tab{SESSION}`", as_dict=True)
	indexes = {}
	for row in sorted(rows, key=lambda row: row.Seq_in_index):
		indexes.setdefault(row.Key_name, []).append(row.Column_name)
	assert {("modified", "mentor"), ("starts_on", "mentor")} <= set(map(tuple, indexes.values()))


def test_a_mentor_is_not_asked_about_schools(db):
	"""The flag that keeps schools apart is in Redis: nobody asks for it where it cannot matter."""
	case = make.make_case()
	with session_of(make.mentor_user(case)):
		frappe.get_roles()
		frappe.local.schools_apart = None
		assert cost_of(lambda: scope.allows(case)).redis == 0
		assert frappe.local.schools_apart is None
