"""Nominations that are written many at a time are those that would have been inserted one by one."""

import frappe
import pytest

from learning_mentor.imports import bulk
from learning_mentor.imports.jobs import Run
from learning_mentor.imports.nominations import NOMINATION, Batch
from learning_mentor.imports.reading import read
from learning_mentor.imports.targets import TARGETS
from tests import factories as make
from tests.import_factories import carry_out, make_import, nomination_row

pytestmark = pytest.mark.usefixtures("db")

# Whatever a nomination leaves behind -> the field that names it
LEFT_BY_NOMINATION = {
	"Mentoring Nomination": "name",
	"Mentoring Need Rating": "parent",
	"Mentoring Selection Record": "nomination",
	"Version": "docname",
	"Workflow Action": "reference_name",
	"Notification Log": "document_name",
}
BY_CHANCE = {"name", "creation", "modified", "taken_on"}  # hashes and times


@pytest.fixture
def teacher() -> str:
	make.make_academic_year()
	return make.make_teacher().name


def test_rows_written_together_equal_rows_inserted_one_by_one(teacher):
	make.make_safeguarding_lead()
	students = [make.make_student(program="Year 8") for _number in range(4)]
	rows = [nomination_row(student, teacher) for student in students]
	rows[1] |= {"need_2": make.SECOND_NEED, "severity_2": "2", "evidence_2": "Twice", "urgency": "Urgent"}
	rows[2] |= {"safeguarding_concern": "yes", "concern_since": "2026-09-01", "strengths": "Drawing"}
	sign = {"doctype": "Mentoring Early Sign", "student": students[3].name, "reasons": "Attendance"}
	frappe.get_doc({**sign, "open_for": students[3].name}).insert()
	importing = make_import("Nominations", rows)
	names = [student.name for student in students]

	frappe.db.savepoint("as_before")
	one_by_one = left_behind(names, lambda: insert_alone(importing))
	frappe.db.rollback(save_point="as_before")
	together = left_behind(names, lambda: carry_out(importing, writes=True))
	assert importing.made_rows == 4
	assert len(one_by_one["Mentoring Selection Record"]) == 4
	told = [row["data"].get("updater_reference") or {} for row in one_by_one["Version"]]
	assert [source.get("docname") for source in told].count(importing.name) == 4
	assert len(one_by_one["Workflow Action Permitted Role"]) >= 4
	assert one_by_one["Notification Log"]  # of each safeguarding lead
	for doctype, expected in one_by_one.items():
		assert together[doctype] == expected, doctype
	assert frappe.db.get_value("Mentoring Early Sign", {"student": students[3].name}, "status") == "Nominated"


def insert_alone(importing) -> None:
	with make.session_of(make.COORDINATOR):
		job = Run(importing, writes=True)
		for row in read(importing, TARGETS["Nominations"]):
			job.make(row).insert()


def left_behind(students: list[str], work) -> dict[str, list[dict]]:
	"""What the work leaves about the pupils' nominations: every column of every row, by table."""
	work()
	nominations = frappe.get_all(NOMINATION, {"student": ["in", students]}, pluck="name", order_by="name")
	found = {
		doctype: rows_of(doctype, {fieldname: ["in", nominations]})
		for doctype, fieldname in LEFT_BY_NOMINATION.items()
	}
	actions = frappe.get_all(
		"Workflow Action", {"reference_name": ["in", nominations]}, pluck="name", order_by="name"
	)
	found["Workflow Action Permitted Role"] = rows_of(
		"Workflow Action Permitted Role", {"parent": ["in", actions]}
	)
	return found


def rows_of(doctype: str, filters: dict) -> list[dict]:
	"""The rows without what is different each time, in an order that does not hang on it."""
	rows = frappe.get_all(doctype, filters, ["*"], order_by="name")
	for row in rows:
		for fieldname in BY_CHANCE - ({"name"} if doctype.startswith("Mentoring N") else set()):
			if fieldname in row and (fieldname != "name" or doctype != NOMINATION):
				row.pop(fieldname)
		if doctype == "Version":
			row["data"] = {**frappe.parse_json(row["data"]), "creation": None}
		if doctype == "Workflow Action Permitted Role":
			row.pop("parent")
			row.pop("idx")  # Frappe takes the roles from a set: their order is chance
	if doctype == "Mentoring Need Rating":
		rows = [{field: value for field, value in row.items() if field != "name"} for row in rows]
	return sorted((dict(row) for row in rows), key=str)


@pytest.fixture
def rule_for_each_nomination():
	"""Frappe keeps the rules of a record type in Redis, which no rollback reaches."""
	frappe.get_doc(
		{
			"doctype": "Notification",
			"name": "Test of imports",
			"subject": "New",
			"document_type": NOMINATION,
			"event": "New",
			"channel": "System Notification",
			"message": "New",
			"enabled": 1,
			"recipients": [{"receiver_by_role": "Mentoring Coordinator"}],
		}
	).insert()
	yield
	frappe.cache.hdel("notifications", NOMINATION)


def test_a_site_without_such_a_rule_writes_many_at_a_time():
	assert bulk.obstacle(NOMINATION) is None


def test_a_site_with_a_rule_for_each_nomination_inserts_one_by_one(teacher, rule_for_each_nomination):
	assert bulk.obstacle(NOMINATION) == "Notification"
	student = make.make_student()
	rows = [nomination_row(student, teacher), nomination_row(make.make_student(), "nobody@example.com")]
	importing = make_import("Nominations", rows)
	carry_out(importing, writes=True, only_good_rows=1)
	assert importing.made_rows == 1
	assert frappe.db.get_value(NOMINATION, {"student": student.name}, "owner") == teacher


def test_the_queries_of_a_check_do_not_grow_with_the_rows(teacher):
	def queries(number: int) -> int:
		docs = [
			TARGETS["Nominations"].make(
				{
					"student": student.name,
					"nominated_on": "2026-09-14",
					"nominated_by": teacher,
					"need_1": make.NEED,
					"severity_1": 3,
					"evidence_1": "Seen",
					"tried": "A talk",
					"guardian_told": 1,
				}
			)
			for student in (make.make_student() for _number in range(number))
		]
		asked = []
		run = frappe.db.sql
		frappe.db.sql = lambda *args, **kwargs: asked.append(args[0]) or run(*args, **kwargs)
		try:
			batch = Batch(docs)
			for place, doc in enumerate(docs):
				batch.check(doc, place)
		finally:
			del frappe.db.sql
		return len(asked)

	queries(1)  # fills the caches
	assert queries(8) <= queries(2) + 1
