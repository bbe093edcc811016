"""Safeguarding notes: who reads, that reading is logged, that nothing is changed, and that nothing leaks."""

import frappe
import pytest
from frappe.utils import add_days, now_datetime

from learning_mentor import permissions, safeguarding
from learning_mentor.exceptions import LockedTextError, MentoringError
from learning_mentor.safeguarding import ENTRY, NOTE, READING
from tests import factories as make
from tests.conftest import session_of

TEXT = "She said quietus-7731 about home"


@pytest.fixture
def case(db):
	make.make_coordinator()
	return make.make_case()


@pytest.fixture
def lead(db):
	return make.make_safeguarding_lead().name


@pytest.fixture
def note(case, lead):
	"""A note raised by the case's mentor."""
	with session_of(make.mentor_user(case)):
		return safeguarding.raise_concern(case.doctype, case.name, TEXT, "Emotional")


def test_author_and_leads_read_and_each_reading_is_logged(note, case, lead, as_user):
	for user in (make.mentor_user(case), lead, lead):
		with as_user(user):
			assert [entry["entry_text"] for entry in safeguarding.read(note)] == [TEXT]
	log = frappe.get_all(READING, {"note": note}, pluck="reader", order_by="creation asc")
	assert log == [make.mentor_user(case), lead, lead]


def test_coordinators_other_mentors_and_teachers_do_not_read(note, as_user):
	strangers = (make.COORDINATOR, make.make_mentor().user, make.make_teacher().name)
	for user in strangers:
		with as_user(user):
			for call in (safeguarding.read, lambda name: safeguarding.add_entry(name, "Action", "x")):
				with pytest.raises(frappe.PermissionError, match="no such note"):
					call(note)
			assert not frappe.has_permission(NOTE, "read", frappe.get_doc(NOTE, note))
			assert note not in frappe.get_list(NOTE, pluck="name", order_by="name", limit_page_length=0)
	assert not frappe.db.exists(READING, {"note": note, "reader": ["in", strangers]})


def test_a_new_mentor_of_the_case_does_not_read(note, case, as_user):
	other = make.make_mentor()
	with as_user(make.COORDINATOR):
		case.mentor = other.name
		case.save()
	with as_user(other.user), pytest.raises(frappe.PermissionError):
		safeguarding.read(note)


def test_a_missing_note_answers_like_a_hidden_one(case, as_user):
	with as_user(make.COORDINATOR), pytest.raises(frappe.PermissionError, match="no such note"):
		safeguarding.read("MSN-1999-00001")


@pytest.mark.parametrize("doctype", [ENTRY, READING])
def test_nobody_lists_words_and_only_leads_the_log(note, case, lead, as_user, doctype):
	with as_user(lead):
		safeguarding.read(note)
	may_list = {READING: {lead}, ENTRY: set()}[doctype]
	for user in (make.mentor_user(case), make.COORDINATOR, lead):
		with as_user(user):
			assert permissions.condition_for(doctype) == (
				permissions.EVERY_ROW if user in may_list else permissions.NO_ROW
			)
			doc = frappe.get_last_doc(doctype)
			assert frappe.has_permission(doctype, "read", doc) is (user in may_list)
			assert not frappe.has_permission(doctype, "write", doc)
			assert not frappe.has_permission(doctype, "create")


def test_whoever_is_named_reads_until_it_is_taken_back(note, lead, as_user):
	teacher = make.make_teacher().name
	with as_user(lead):
		safeguarding.let_read(note, teacher)
		safeguarding.let_read(note, teacher)
	assert len(frappe.get_doc(NOTE, note).readers) == 1
	with as_user(teacher):
		assert safeguarding.read(note)
		assert note in frappe.get_list(NOTE, pluck="name", order_by="name", limit_page_length=0)
	with as_user(lead):
		safeguarding.stop_reading(note, teacher)
	with as_user(teacher), pytest.raises(frappe.PermissionError):
		safeguarding.read(note)


def test_only_leads_decide_who_reads(note, case, as_user):
	with as_user(make.mentor_user(case)), pytest.raises(frappe.PermissionError, match="safeguarding lead"):
		safeguarding.let_read(note, make.COORDINATOR)


def test_a_guardian_is_not_let_in(note, lead, as_user):
	guardian = make.take_user(make.GUARDIAN_ROLES).name
	with as_user(lead), pytest.raises(MentoringError, match="member of staff"):
		safeguarding.let_read(note, guardian)


def test_corrections_are_added_and_the_first_words_stay(note, case, lead, as_user):
	with as_user(make.mentor_user(case)):
		safeguarding.add_entry(note, "Correction", "It was on Tuesday")
	with as_user(lead):
		words = [(entry["kind"], entry["entry_text"]) for entry in safeguarding.read(note)]
	assert words == [("Concern", TEXT), ("Correction", "It was on Tuesday")]


@pytest.mark.parametrize("kind", ["Agency told", "Closed", "Reopened"])
def test_what_leads_decide_is_theirs(note, case, as_user, kind):
	with as_user(make.mentor_user(case)), pytest.raises(frappe.PermissionError, match="safeguarding lead"):
		safeguarding.add_entry(note, kind, "Told them", agency="Children's services")


def test_a_lead_tells_an_agency_and_closes(note, lead, as_user):
	with as_user(lead):
		with pytest.raises(MentoringError, match="Agency is missing"):
			safeguarding.add_entry(note, "Agency told", "Told them")
		with pytest.raises(MentoringError, match="in the future"):
			tomorrow = str(add_days(now_datetime(), 1))
			safeguarding.add_entry(note, "Agency told", "Told them", "Children's services", tomorrow)
		safeguarding.add_entry(note, "Agency told", "Told them", "Children's services")
		safeguarding.add_entry(note, "Closed", "They took it on")
		assert safeguarding.read(note)[1]["agency"] == "Children's services"
		assert frappe.db.get_value(NOTE, note, "status") == "Closed"
		safeguarding.add_entry(note, "Reopened", "It happened again")
	assert frappe.db.get_value(NOTE, note, "status") == "Open"


def test_nothing_is_changed_or_deleted_not_even_by_administrator(note):
	entry = frappe.get_last_doc(ENTRY)
	entry.entry_text = "Nothing happened"
	with pytest.raises((LockedTextError, frappe.CannotChangeConstantError)):
		entry.save(ignore_permissions=True)
	doc = frappe.get_doc(NOTE, note)
	doc.category = "Other"
	with pytest.raises(LockedTextError):
		doc.save(ignore_permissions=True)
	for each in (frappe.get_last_doc(ENTRY), frappe.get_doc(NOTE, note)):
		with pytest.raises(LockedTextError, match="cannot be deleted"):
			frappe.delete_doc(each.doctype, each.name, force=True, ignore_permissions=True)
	assert frappe.db.get_value(ENTRY, {"note": note}, "entry_text") == TEXT


def test_no_role_has_more_than_reading():
	rights = frappe.get_all(
		"DocPerm", {"parent": ["in", (NOTE, ENTRY, READING)]}, ["*"], order_by="parent, role"
	)
	assert not [row for row in rights if row.parent == ENTRY]
	for right in ("write", "create", "delete", "export", "print", "email", "share", "import"):
		assert not [row.role for row in rights if row.get(right)], right


def test_notices_and_mails_carry_no_detail(note, case, lead):
	notices = frappe.get_all(
		"Notification Log", {"document_name": note}, ["for_user", "subject"], order_by="name"
	)
	assert lead in {notice.for_user for notice in notices}
	told = str(notices) + str(frappe.get_all("Email Queue", ["message"], order_by="creation desc", limit=5))
	for word in (TEXT, "quietus-7731", case.student_name, case.student, "Emotional"):
		assert word not in told


def test_the_words_are_in_their_own_table_and_nowhere_else(note, case, lead, as_user):
	with as_user(lead):
		safeguarding.read(note)
		safeguarding.add_entry(note, "Action", "Called quietus-7731")
	holders = []
	for table in frappe.db.get_tables(cached=False):
		columns = [
			row[0]
			for row in frappe.db.sql(
				"select column_name from information_schema.columns where table_schema = database()"
				" and table_name = %s and data_type in ('varchar', 'text', 'longtext', 'json')",
				table,
			)
		]
		if columns and frappe.db.sql(
			f"select 1 from `{table}` where concat_ws(' ', {', '.join(f'`{c}`' for c in columns)})"
			" like '%%quietus-7731%%' limit 1"
		):
			holders.append(table)
	assert holders == [f"tab{ENTRY}"]


def test_a_concern_comes_from_any_record_that_one_may_read(case, lead, as_user):
	session = frappe.get_doc(
		{"doctype": "Mentoring Session", "case": case.name, "starts_on": now_datetime(), "duration": 30}
	)
	with as_user(make.mentor_user(case)):
		session.insert()
		name = safeguarding.raise_concern("Mentoring Session", session.name, TEXT)
	note = frappe.get_doc(NOTE, name)
	assert (note.student, note.mentoring_case, note.author) == (
		case.student,
		case.name,
		make.mentor_user(case),
	)
	stranger = make.make_mentor().user
	with as_user(stranger):
		for record in (("Mentoring Session", session.name), ("Mentoring Session", "MS-1"), ("User", "Guest")):
			with pytest.raises(frappe.PermissionError, match="no such record"):
				safeguarding.raise_concern(*record, TEXT)


@pytest.mark.parametrize("text", ["", "   ", None, "x" * (safeguarding.LONGEST + 1)])
def test_a_concern_has_words(case, lead, as_user, text):
	with as_user(make.mentor_user(case)), pytest.raises(MentoringError):
		safeguarding.raise_concern(case.doctype, case.name, text)
