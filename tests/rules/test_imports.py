"""Importing lists: everything is checked first, each bad row has its reason, and nothing is made twice."""

import io

import frappe
import openpyxl
import pytest
from frappe.utils import getdate

from learning_mentor.exceptions import MentoringError
from learning_mentor.imports import bulk, starting
from learning_mentor.imports.nominations import NOMINATION, Batch
from learning_mentor.imports.targets import TARGETS, template_rows
from tests import factories as make
from tests.import_factories import agency_row, as_csv, carry_out, make_import, nomination_row

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


def problems(importing) -> list[tuple[int, str]]:
	return [(row.row_number, row.reason) for row in importing.problems]


@pytest.fixture
def teacher() -> str:
	make.make_academic_year()
	return make.make_teacher().name


def test_a_check_writes_nothing_and_an_import_writes_what_was_checked(teacher):
	students = [make.make_student() for _number in range(3)]
	importing = make_import("Nominations", [nomination_row(student, teacher) for student in students])
	before = frappe.db.count(NOMINATION)
	carry_out(importing, writes=False)
	assert frappe.db.count(NOMINATION) == before
	assert (importing.state, importing.good_rows, importing.bad_rows) == ("Checked", 3, 0)
	carry_out(importing, writes=True)
	assert (importing.state, importing.made_rows) == ("Imported", 3)
	nomination = frappe.get_doc(NOMINATION, {"student": students[0].name})
	assert (nomination.status, nomination.owner, nomination.nominated_by) == ("Submitted", teacher, teacher)
	assert getdate(nomination.submitted_on) == getdate("2026-09-14")
	assert nomination.needs[0].points > 0


def test_a_second_run_makes_nothing_twice(teacher):
	rows = [nomination_row(make.make_student(), teacher) for _number in range(2)]
	carry_out(make_import("Nominations", rows), writes=True)
	before = frappe.db.count(NOMINATION)
	again = make_import("Nominations", rows)
	carry_out(again, writes=True)
	assert frappe.db.count(NOMINATION) == before
	assert (again.made_rows, again.present_rows, again.bad_rows) == (0, 2, 0)


def test_each_bad_nomination_is_told_of_with_its_row_and_reason(teacher):
	open_student = make.make_student()
	make.make_nomination(open_student)
	twice = make.make_student()
	rows = [
		nomination_row(make.make_student(), teacher),
		nomination_row(make.make_student(enabled=0), teacher),
		nomination_row(open_student, teacher),
		nomination_row(twice, teacher),
		nomination_row(twice, teacher, nominated_on="2026-09-15"),
		nomination_row(twice, teacher),
		nomination_row(make.make_student(), teacher, severity_1="7"),
		nomination_row(make.make_student(), teacher, need_1="No such need"),
		nomination_row(make.make_student(), "nobody@example.com"),
		nomination_row(make.make_student(), teacher, guardian_told="no"),
		nomination_row(make.make_student(), teacher, nominated_on="14/09/2026"),
		nomination_row(make.make_student(), teacher, tried=""),
		nomination_row(make.make_student(), teacher, urgency="At once"),
		{**nomination_row(make.make_student(), teacher), "student": "EDU-STU-0"},
	]
	importing = make_import("Nominations", rows)
	carry_out(importing, writes=False)
	found = dict(problems(importing))
	expected = {
		3: "is not enabled",
		4: "open nomination already",
		6: "open nomination already: row 5",
		7: "the same as row 5",
		8: "Severity goes from 1 to 5",
		9: "there is no",
		10: "Nominated by",
		11: "Say why the guardian was not told",
		12: "write the day as 2026-09-14",
		13: "this cell is empty",
		14: "Urgency",
		15: "there is no",
	}
	assert set(found) == set(expected)
	for number, words in expected.items():
		assert words in found[number], (number, found[number])
	assert (importing.good_rows, importing.bad_rows) == (2, 12)


def test_a_file_with_bad_rows_is_imported_only_if_the_good_rows_are_wanted(teacher):
	good = make.make_student()
	rows = [nomination_row(good, teacher), nomination_row(make.make_student(enabled=0), teacher)]
	importing = make_import("Nominations", rows)
	carry_out(importing, writes=False)
	with make.session_of(make.COORDINATOR), pytest.raises(MentoringError, match="Bad rows: 1"):
		starting.start(importing.name)
	carry_out(importing, writes=True)
	assert (importing.state, importing.made_rows) == ("Stopped", 0)
	carry_out(importing, writes=True, only_good_rows=1)
	assert (importing.state, importing.made_rows) == ("Imported", 1)
	assert frappe.db.exists(NOMINATION, {"student": good.name})


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
	from learning_mentor.imports.jobs import Run
	from learning_mentor.imports.reading import read

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


def test_a_site_with_a_rule_for_each_nomination_inserts_one_by_one(teacher):
	assert bulk.obstacle(NOMINATION) is None
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


def test_mentors_agencies_and_strategies_come_in_by_their_own_rules():
	user = make.make_user("Learning Mentor", email=f"{make.unique('new')}@example.com")
	stranger = make.make_teacher().name
	mentors = make_import(
		"Mentors",
		[
			{"user": user.name, "mentor_name": "Alex", "clearance_issued_on": "2026-03-02"},
			{"user": stranger, "mentor_name": "Bo"},
		],
	)
	carry_out(mentors, writes=False)
	assert not frappe.db.exists("Mentor Profile", {"user": user.name})
	assert [number for number, _reason in problems(mentors)] == [3]
	assert "does not have the role" in mentors.problems[0].reason
	carry_out(mentors, writes=True, only_good_rows=1)
	assert frappe.db.get_value("Mentor Profile", {"user": user.name}, "mentor_name") == "Alex"

	agency = agency_row()
	agencies = make_import("Agencies", [agency, agency_row(acknowledge_days="0"), agency])
	carry_out(agencies, writes=True, only_good_rows=1)
	assert agencies.made_rows == 1
	assert dict(problems(agencies)).keys() == {3, 4}
	again = make_import("Agencies", [agency])
	carry_out(again, writes=True)
	assert (again.made_rows, again.present_rows) == (0, 1)

	name = make.unique("Strategy")
	row = {"strategy_name": name, "setting": "Class", "needs": make.NEED, "steps": "Ask; Write it down"}
	carry_out(make_import("Strategies", [row]), writes=True)
	assert [step.step for step in frappe.get_doc("Mentoring Strategy", name).steps] == [
		"Ask",
		"Write it down",
	]


def test_the_template_of_each_list_can_be_read_back():
	for target in TARGETS:
		header, example = template_rows(target)
		content = as_csv([dict(zip(header, example, strict=True))])
		importing = make_import(target, content=content)
		job = carry_out(importing, writes=False)
		assert len(job.rows) == 1
		assert not job.rows[0].problems, target


def test_a_spreadsheet_is_read_as_well():
	book = openpyxl.Workbook()
	row = agency_row(min_age=5)
	book.active.append(list(row))
	book.active.append(list(row.values()))
	file = io.BytesIO()
	book.save(file)
	importing = make_import("Agencies", content=file.getvalue(), name="list.xlsx")
	carry_out(importing, writes=True)
	assert frappe.db.get_value("Support Agency", row["agency_name"], "min_age") == 5


@pytest.mark.parametrize(
	("content", "words"),
	[
		(b"Agency,Colour\nOne,Red\n", "Unknown: Colour. Missing: Type"),
		(b"", "empty|attach"),
	],
)
def test_a_file_that_cannot_be_used_is_refused(content, words):
	importing = make_import("Agencies", content=content or b"\n")
	with pytest.raises(MentoringError, match=words):
		carry_out(importing, writes=False)


def test_nobody_else_imports_and_results_are_the_job_s_alone(as_user, teacher):
	importing = make_import("Agencies", [agency_row()])
	for stranger in (teacher, make.make_safeguarding_lead().name, "admin@example.com"):
		with as_user(stranger):
			with pytest.raises(frappe.PermissionError):
				starting.check(importing.name)
			assert not frappe.has_permission(importing.doctype, "read", doc=importing)
	with as_user(make.COORDINATOR):
		with pytest.raises(MentoringError, match="Check the file first"):
			starting.start(importing.name)
		importing.update({"state": "Checked", "made_rows": 7}).save()
	importing.reload()
	assert (importing.state, importing.made_rows) == ("New", 0)


def test_somebody_else_s_file_is_not_read():
	first = make_import("Agencies", [agency_row()])
	second = make_import("Agencies", [agency_row()])
	frappe.db.set_value(second.doctype, second.name, "source_file", first.source_file)
	second.reload()
	with pytest.raises(MentoringError, match="attach"):
		carry_out(second, writes=False)


def test_files_of_imports_are_private_and_go_after_two_weeks():
	importing = make_import("Agencies", [agency_row(acknowledge_days="0")])
	carry_out(importing, writes=False)
	own = {"attached_to_name": importing.name}
	assert frappe.get_all("File", own, pluck="is_private", order_by="name") == [1]
	starting.tidy()
	assert frappe.db.exists("File", own)
	frappe.db.set_value(importing.doctype, importing.name, "modified", "2026-01-01", update_modified=False)
	starting.tidy()
	assert not frappe.db.exists("File", own)
	importing.reload()
	assert (importing.source_file, importing.problems) == (None, [])
