"""What jobs have noted is forgotten once nothing asks for it, and with the record it is about."""

import frappe
import pytest
from frappe.utils import add_days, add_to_date, now_datetime, today

from learning_mentor import job_marks, liaison
from learning_mentor.data_protection import traces
from learning_mentor.job_marks import MARK
from tests import factories as make

pytestmark = pytest.mark.usefixtures("db")

STAY = (
	"case follow-up MC-1 row",
	"clearance MENTOR-1 2026-01-01 60",
	"event approval MEV-1",
	"event cancelled MEV-1",
	"plan review MP-1 2026-01-01",
	"protection file MTP-1",
	"referral chaser MRF-1 Sent 2026-01-01 08:00 1",
	"transition step MTP-1 row",
	"visit writing MV-1",
)
GO = (
	"digest 2026-01-01 hash",
	"liaison ML-1 2026-01-01",
	"visit alarm MV-1 2026-01-01 08:00:00 2026-01-01 09:00",
)


def claim(*marks: str, days_ago: int = 0) -> None:
	for mark in marks:
		assert job_marks.claim_once(mark)
		frappe.db.set_value(MARK, mark, "done_on", add_to_date(now_datetime(), days=-days_ago, minutes=-1))


def left(*marks: str) -> set[str]:
	return set(frappe.get_all(MARK, {"name": ["in", marks]}, pluck="name", order_by="name"))


def test_marks_of_days_go_after_a_month_and_those_of_what_stays_due_do_not():
	claim(*STAY, days_ago=900)
	claim(*GO, days_ago=31)
	recent = [f"{mark} again" for mark in GO]
	claim(*recent, days_ago=30)
	job_marks.forget_old()
	assert left(*STAY, *GO, *recent) == {*STAY, *recent}


def test_more_than_are_forgotten_with_one_query_are_all_forgotten(monkeypatch):
	monkeypatch.setattr(job_marks, "AT_ONCE", 2)
	marks = [f"digest 2026-01-01 hash-{number}" for number in range(5)]
	claim(*marks, days_ago=40)
	job_marks.forget_old()
	assert left(*marks) == set()


def test_a_contact_whose_mark_is_forgotten_is_not_told_of_again():
	long_ago = add_days(today(), -job_marks.KEPT_DAYS)
	contact = frappe.get_doc({"doctype": "Mentoring Liaison", "next_contact_on": long_ago})
	contact.name = make.unique("ML")
	contact.db_insert()
	last_asked = add_days(long_ago, 14)
	assert contact.name in {row.name for row in liaison.due(frappe.utils.getdate(last_asked))}
	assert contact.name not in {row.name for row in liaison.due(frappe.utils.getdate())}


def test_marks_go_with_their_record_and_not_with_one_whose_name_begins_alike():
	for doctype, kinds in job_marks.OF_RECORDS.items():
		marks = {
			name: [mark for kind in kinds for mark in (f"{kind} {name}", f"{kind} {name} 2026-01-01")]
			for name in ("GONE_1", "GONE_10", "GONEX1")
		}
		claim(*[mark for each in marks.values() for mark in each])
		traces.erase(doctype, ["GONE_1"])
		assert left(*marks["GONE_1"]) == set()
		assert left(*marks["GONE_10"], *marks["GONEX1"]) == {*marks["GONE_10"], *marks["GONEX1"]}
		traces.erase(doctype, ["GONE_10", "GONEX1"])


@pytest.mark.parametrize("doctype", ["Mentoring Notice", "Mentoring Idempotency Key"])
def test_what_is_forgotten_by_its_age_has_an_index_of_it(doctype):
	rows = frappe.db.sql(f"show index from `tab{doctype}` where Seq_in_index = 1", as_dict=True)
	assert "creation" in {row.Column_name for row in rows}
