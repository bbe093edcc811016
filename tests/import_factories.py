"""Imports for tests: files made of rows, and the job without the commits that would end a test."""

import csv
import io

import frappe

from learning_mentor.imports import jobs
from learning_mentor.imports.reading import read
from learning_mentor.imports.targets import TARGETS
from tests import factories as make


def as_csv(rows: list[dict]) -> bytes:
	"""A file whose header has the fields of all rows."""
	fields = list(dict.fromkeys(field for row in rows for field in row))
	file = io.StringIO()
	writer = csv.DictWriter(file, fields)
	writer.writeheader()
	writer.writerows(rows)
	return file.getvalue().encode()


def make_import(
	target: str, rows: list[dict] | None = None, content: bytes = b"", name: str = "list.csv", **values
):
	"""An import by a coordinator with its private file, of rows by field or of ready content."""
	make.make_coordinator()
	with make.session_of(make.COORDINATOR):
		importing = frappe.get_doc({"doctype": jobs.IMPORT, "target": target, **values}).insert()
		file = frappe.get_doc(
			{
				"doctype": "File",
				"file_name": name,
				"attached_to_doctype": jobs.IMPORT,
				"attached_to_name": importing.name,
				"attached_to_field": "source_file",
				"is_private": 1,
				"content": content or as_csv(rows),
			}
		).insert()
		importing.update({"source_file": file.file_url}).save()
	return importing


def carry_out(importing, writes: bool, only_good_rows: int = 0) -> jobs.Run:
	"""Check or import as the job does, in the test's transaction."""
	importing.only_good_rows = only_good_rows
	with make.session_of(make.COORDINATOR):
		job = jobs.Run(importing, writes)
		job.rows = read(importing, TARGETS[importing.target])
		state = "Imported" if writes else "Checked"
		for lot in jobs._lots(job.rows):
			if not job.take(lot):
				state = "Stopped"
				break
		jobs.close(job, state, "")
	importing.reload()
	return job


def nomination_row(student, by: str, **values) -> dict:
	return {
		"student": student.name,
		"nominated_on": "2026-09-14",
		"nominated_by": by,
		"need_1": make.NEED,
		"severity_1": "4",
		"evidence_1": "Silent in three lessons",
		"tried": "A talk after the lesson",
		"guardian_told": "yes",
		**values,
	}


def agency_row(**values) -> dict:
	return {"agency_name": make.unique("Agency"), "agency_type": "Early help", "needs": make.NEED, **values}
