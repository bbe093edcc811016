"""Saving a plan with ten targets, against a bare doctype of the same shape and features of the platform."""

from collections.abc import Callable, Iterator

import frappe
from frappe.utils import add_days, today

from benchmarks.bare import PLAN, bare
from benchmarks.bench_site import MENTOR, Bench, as_user, new_request
from benchmarks.harness import Way, compare
from benchmarks.meter import Cost, cost_of
from benchmarks.results import Figure, limit, ratio
from tests import factories as make

CLAIM = "Saving a plan with 10 targets"
TARGETS, MOST, MORE_QUERIES = 10, 1.25, 4
CASE = "BENCH-CASE-0000010"  # an open one of the mentor's


def values(doctype: str, targets: int) -> dict:
	"""The same words for both; the bare one is given what ours sets by itself."""
	case = frappe.db.get_value("Mentoring Case", CASE, ["student", "student_name", "mentor", "mentor_name"])
	told = dict(zip(("student", "student_name", "mentor", "mentor_name"), case, strict=True))
	row = make.target(due_date=add_days(today(), 40))
	server = {
		"open_for": CASE,
		"version_number": 1,
		"status": "Draft",
		"prepared_by": MENTOR,
		"authors": MENTOR,
	}
	return {
		"doctype": doctype,
		"case": CASE,
		"summary": "Feeling sure enough to speak in class",
		"targets": [{**row, "status": "Not Started"} for _number in range(targets)],
		**(told | server if doctype != PLAN else {}),
	}


def inserting(doctype: str, targets: int) -> Callable:
	told = values(doctype, targets)

	def insert() -> None:
		new_request()
		frappe.get_doc(told).insert()
		frappe.db.rollback()

	return insert


def changing(doctype: str, targets: int) -> Callable:
	"""A draft that is there is read, changed in one target and saved."""
	name = frappe.get_doc(values(doctype, targets)).insert().name
	frappe.db.commit()

	def change() -> None:
		new_request()
		doc = frappe.get_doc(doctype, name)
		doc.summary = "Feeling sure enough to speak in every class"
		doc.targets[0].target_value = 9
		doc.save()
		frappe.db.rollback()

	return change


def figures(bench: Bench) -> Iterator[Figure]:
	make_mentor_free()
	with as_user(MENTOR):
		for what, way in (("insert", inserting), ("change", changing)):
			yield from _compared(bench, what, way)
	_remove()


def _compared(bench: Bench, what: str, way: Callable) -> Iterator[Figure]:
	ours, copy = way(PLAN, TARGETS), way(bare(PLAN), TARGETS)
	found = compare(Way(PLAN, ours), Way(bare(PLAN), copy), bench.samples)
	yield ratio(CLAIM, f"{what}, time", found, MOST)
	more = found.ours_cost.queries - found.baseline_cost.queries
	yield limit(CLAIM, f"{what}, more queries", more, MORE_QUERIES, "more", found.ours_cost)
	_remove()
	per_target = _queries(way(PLAN, TARGETS)) - _queries_and_remove(way, PLAN)
	_remove()
	bare_per_target = _queries(way(bare(PLAN), TARGETS)) - _queries_and_remove(way, bare(PLAN))
	_remove()
	yield limit(CLAIM, f"{what}, more queries for 9 more targets", per_target - bare_per_target, 0, "more")


def _queries_and_remove(way: Callable, doctype: str) -> int:
	_remove()
	return _queries(way(doctype, 1))


def _queries(work: Callable) -> int:
	work()
	cost: Cost = cost_of(work)
	return cost.queries


def make_mentor_free() -> None:
	"""The plan's case has no plan yet, and is open."""
	_remove()
	frappe.db.set_single_value("Mentoring Settings", "max_targets", TARGETS)
	frappe.db.commit()
	assert frappe.db.get_value("Mentoring Case", CASE, "status") == "Open"


def _remove() -> None:
	for doctype in (PLAN, bare(PLAN)):
		for name in frappe.get_all(doctype, {"case": CASE}, pluck="name", order_by="name"):
			for child in frappe.get_meta(doctype).get_table_fields():
				frappe.db.delete(child.options, {"parent": name})
			frappe.db.delete(doctype, {"name": name})
	frappe.db.commit()
