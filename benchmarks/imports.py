"""Bringing in nominations, validated and audited: our import against Frappe's Data Import, one by one."""

import time
from collections.abc import Iterator

import frappe
from frappe.core.doctype.data_import.data_import import start_import
from frappe.utils import today

from benchmarks import fill
from benchmarks.bench_site import Bench, as_user
from benchmarks.results import Figure, holds, least
from learning_mentor.imports import jobs
from learning_mentor.imports.reading import read
from tests import factories as make
from tests import import_factories as imports

CLAIM = "Bulk import of nominations"
HEAD = "student,needs.need,needs.severity,needs.evidence,tried,guardian_told"
ROWS, ALONE, LEAST = 10_000, 200, 10
NOMINATION = "Mentoring Nomination"
# Whatever a nomination leaves behind -> the field that names it; what of them is chance or a name
LEFT = {
	NOMINATION: "name",
	"Mentoring Need Rating": "parent",
	"Mentoring Selection Record": "nomination",
	"Version": "docname",
	"Workflow Action": "reference_name",
}
BY_CHANCE = {
	*("name", "parent", "nomination", "docname", "reference_name", "creation", "modified", "taken_on"),
	*("student", "student_name", "open_for", "import_key", "data"),
}


def figures(bench: Bench) -> Iterator[Figure]:

	rows = min(ROWS, bench.largest)
	teacher = make.make_user("Instructor", email="teacher@bench.example").name
	first = _fill_pupils(rows + 2 * ALONE)
	together = _imported(_lines(first, rows, teacher))
	first += rows
	by_data_import = _by_data_import(first, ALONE)
	ours, others = rows / together, ALONE / by_data_import
	told = f"{rows:,} rows, {ours:.0f} a second against {others:.0f} of Data Import"
	yield least(CLAIM, told, ours / others, LEAST, "times")
	first += ALONE
	line, *_others = _lines(first, 1, teacher)
	_inserted(line)
	bulk, alone = (_nomination_of(number) for number in (first - rows - ALONE, first))
	same = _left_by(bulk) == _left_by(alone)
	found = "the same" if same else "differ"
	yield holds(CLAIM, "what one of them leaves", "as one by one", found, lambda: same)


def _fill_pupils(number: int) -> int:
	"""The number of the first of so many new pupils."""
	last = frappe.db.sql("select max(name) from tabStudent where name like 'BENCH-STU-%%'")[0][0]
	first = int(last.rpartition("-")[2]) + 1
	fill.students(first, first + number - 1)
	frappe.db.commit()
	return first


def _lines(first: int, number: int, teacher: str) -> list[dict]:
	pupils = (frappe._dict(name=f"BENCH-STU-{each:07}") for each in range(first, first + number))
	return [imports.nomination_row(pupil, teacher, nominated_on=today()) for pupil in pupils]


def _imported(lines: list[dict]) -> float:
	"""Seconds of checking and writing a file as the job does it."""
	importing = imports.make_import("Nominations", lines)
	frappe.db.commit()
	start = time.perf_counter()
	job = imports.carry_out(importing, writes=True)
	frappe.db.commit()
	assert job.counts["made_rows"] == len(lines), job.problems[:3]
	return time.perf_counter() - start


def _by_data_import(first: int, number: int) -> float:
	"""Seconds that Frappe's Data Import takes for a file of the same content."""
	content = f"{make.NEED},4,Silent in lessons,A talk,1"
	rows = [f"BENCH-STU-{each:07},{content}" for each in range(first, first + number)]
	file = frappe.get_doc(
		{"doctype": "File", "file_name": "list.csv", "is_private": 1, "content": "\n".join((HEAD, *rows))}
	).insert()
	importing = frappe.get_doc(
		{
			"doctype": "Data Import",
			"reference_doctype": NOMINATION,
			"import_type": "Insert New Records",
			"import_file": file.file_url,
		}
	).insert()
	frappe.db.commit()
	start = time.perf_counter()
	start_import(importing.name)
	spent = time.perf_counter() - start
	pupils = [f"BENCH-STU-{each:07}" for each in range(first, first + number)]
	made = frappe.db.count(NOMINATION, {"student": ["in", pupils]})
	assert made == number, frappe.get_all("Data Import Log", {"success": 0}, ["messages"], limit=1)
	return spent


def _inserted(line: dict) -> None:
	"""The same kind of line, inserted by itself with all that Frappe does for a document."""
	importing = imports.make_import("Nominations", [line])
	with as_user(make.COORDINATOR):
		job = jobs.Run(importing, writes=True)
		job.together = False
		job.take(read(importing, job.target))
	frappe.db.commit()


def _nomination_of(pupil: int) -> str:
	return frappe.db.get_value(NOMINATION, {"student": f"BENCH-STU-{pupil:07}"}, "name")


def _left_by(nomination: str) -> dict[str, list]:
	return {doctype: _rows(doctype, field, nomination) for doctype, field in LEFT.items()}


def _rows(doctype: str, field: str, nomination: str) -> list[dict]:
	rows = frappe.get_all(doctype, {field: nomination}, ["*"], order_by="name")
	return [{key: value for key, value in row.items() if key not in BY_CHANCE} for row in rows]
