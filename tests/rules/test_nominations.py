import frappe
import pytest
from frappe.utils import add_days, today

from learning_mentor import education_records
from learning_mentor.exceptions import AlreadyOpenError, LockedTextError, MentoringError
from tests import factories as make

pytestmark = pytest.mark.usefixtures("db")


def test_a_pupil_who_is_not_enabled_is_refused_by_name_of_the_field():
	nomination = make.new_nomination(make.make_student(enabled=0))
	with pytest.raises(MentoringError, match=r"Pupil .* is not enabled"):
		nomination.insert()


def test_a_pupil_whom_education_does_not_show_is_not_named(as_user):
	"""The answer would tell the pupil's name, and whether somebody mentors them."""
	mentored, hidden = make.make_case(), make.make_student()
	mentor = make.make_user("Learning Mentor", email="no.teacher@example.com").name
	for student in (hidden, frappe.get_doc("Student", mentored.student)):
		with as_user(mentor), pytest.raises(frappe.PermissionError, match="There is no such pupil"):
			make.new_nomination(student).insert()
	with as_user(make.make_teacher().name):
		assert make.new_nomination(hidden).insert().student_name == hidden.student_name


def test_another_pupil_is_named_as_the_first_was(as_user):
	mentor = make.make_user("Learning Mentor", email="no.teacher@example.com").name
	nomination, hidden = make.make_nomination(status="Draft"), make.make_student()
	nomination.db_set("owner", mentor)
	with as_user(mentor):
		nomination.student = hidden.name
		with pytest.raises(frappe.PermissionError, match="There is no such pupil"):
			nomination.save()


def test_a_second_open_nomination_is_refused_and_named():
	first = make.make_nomination()
	with pytest.raises(AlreadyOpenError, match=first.name):
		make.new_nomination(frappe.get_doc("Student", first.student)).insert()


def test_a_pupil_with_an_open_case_is_refused_and_the_case_named():
	case = make.make_case()
	with pytest.raises(AlreadyOpenError, match=case.name):
		make.new_nomination(frappe.get_doc("Student", case.student)).insert()


def test_a_pupil_may_be_nominated_again_after_the_case_closed(as_user):
	case = make.make_case()
	with as_user(make.COORDINATOR):
		case.update(make.closing(case)).save()
	again = make.new_nomination(frappe.get_doc("Student", case.student)).insert()
	assert again.status == "Draft"


def test_a_nomination_without_needs_is_refused():
	with pytest.raises(MentoringError, match="Needs is empty"):
		make.new_nomination(needs=[]).insert()


@pytest.mark.parametrize("severity", [0, 6, -1])
def test_severity_outside_one_to_five_is_refused(severity):
	with pytest.raises((MentoringError, frappe.NonNegativeError), match=r"[Ss]everity"):
		make.new_nomination(needs=[make.rating(severity=severity)]).insert()


@pytest.mark.parametrize("severity", [1, 5])
def test_severity_one_and_five_are_taken(severity):
	assert make.new_nomination(needs=[make.rating(severity=severity)]).insert().needs[0].severity == severity


def test_the_same_need_twice_is_refused():
	with pytest.raises(MentoringError, match=r"row 2: .* is listed twice"):
		make.new_nomination(needs=[make.rating(), make.rating()]).insert()


def test_whoever_has_not_told_the_guardian_says_why():
	with pytest.raises(MentoringError, match="why the guardian was not told"):
		make.new_nomination(guardian_told=0).insert()
	assert make.new_nomination(guardian_told=0, guardian_not_told_reason="Court order").insert().name


def test_the_academic_year_is_the_current_one_by_default():
	assert make.new_nomination().insert().academic_year == make.make_academic_year()


def test_the_priority_is_the_sum_that_its_explanation_states():
	frappe.db.set_value("Mentoring Need", make.NEED, "weight", 1.4)
	frappe.db.set_value("Mentoring Need", make.SECOND_NEED, "weight", 1.6)
	nomination = make.new_nomination(
		needs=[make.rating(severity=5), make.rating(make.SECOND_NEED, 3)], urgency="Urgent"
	).insert()
	assert [row.points for row in nomination.needs] == [7.0, 4.8]
	assert nomination.priority_score == 17.8
	assert nomination.priority_explanation.splitlines() == [
		"Low confidence: severity 5 x weight 1.4 = 7.0",
		"Managing anger: severity 3 x weight 1.6 = 4.8",
		"Urgency Urgent: 6.0",
	]


def test_a_caller_cannot_set_the_priority():
	nomination = make.new_nomination(priority_score=99, priority_explanation="Trust me").insert()
	assert nomination.priority_score < 10
	assert "Trust me" not in nomination.priority_explanation


def test_the_snapshot_counts_each_day_once():
	student = make.make_student()
	for days_ago, status in ((3, "Present"), (4, "Absent"), (5, "Present"), (200, "Absent")):
		frappe.get_doc(
			{
				"doctype": "Student Attendance",
				"student": student.name,
				"date": add_days(today(), -days_ago),
				"status": status,
				"student_group": make_group(student),
			}
		).submit()
	nomination = make.make_nomination(student)
	record = frappe.get_last_doc("Mentoring Selection Record", {"nomination": nomination.name})
	assert (record.attendance_days, round(record.attendance_percent, 1)) == (3, 66.7)


def make_group(student) -> str:
	name = f"Class of {student.name}"
	if not frappe.db.exists("Student Group", name):
		frappe.get_doc(
			{
				"doctype": "Student Group",
				"academic_year": make.make_academic_year(),
				"group_based_on": "Activity",
				"student_group_name": name,
				"students": [{"student": student.name}],
			}
		).insert()
	return name


def test_a_pupil_without_attendance_has_no_percentage():
	assert education_records.attendance(make.make_student().name, 90)["percent"] is None


def test_the_nominator_cannot_change_what_was_submitted(as_user):
	teacher = make.make_teacher().name
	nomination = make.make_nomination(by=teacher)
	nomination.tried = "Something else"
	with as_user(teacher), pytest.raises(LockedTextError):
		nomination.save()


def test_the_nominator_cannot_change_the_needs_that_were_submitted(as_user):
	teacher = make.make_teacher().name
	nomination = make.make_nomination(by=teacher)
	nomination.needs[0].severity = 5
	with as_user(teacher), pytest.raises(LockedTextError):
		nomination.save()


def test_a_nominator_may_withdraw(as_user):
	teacher = make.make_teacher().name
	nomination = make.make_nomination(by=teacher)
	with as_user(teacher):
		make.act(nomination, "Withdraw")
	assert nomination.status == "Withdrawn"
	assert make.new_nomination(frappe.get_doc("Student", nomination.student)).insert().name


def test_the_status_cannot_be_written_past_the_workflow(as_user):
	nomination = make.make_nomination()
	nomination.status = "Accepted"
	with as_user(make.COORDINATOR), pytest.raises(MentoringError, match="set by the workflow"):
		nomination.save()


def test_a_status_given_with_a_new_nomination_is_not_taken():
	assert make.new_nomination(status="Accepted", nominated_by="Guest").insert().status == "Draft"


def test_a_nominator_sees_own_nominations_and_no_others(as_user):
	teacher, other = make.make_teacher().name, make.make_teacher().name
	own, foreign = make.make_nomination(by=teacher), make.make_nomination(by=other)
	with as_user(teacher):
		listed = frappe.get_list("Mentoring Nomination", pluck="name", limit_page_length=0)
		assert listed == [own.name]
		assert frappe.has_permission("Mentoring Nomination", "read", own.name)
		assert not frappe.has_permission("Mentoring Nomination", "read", foreign.name)
		assert not frappe.has_permission("Mentoring Selection Record", "read")
		assert not frappe.has_permission("Mentoring Case", "read")


def test_declining_needs_a_reason(as_user):
	nomination = make.make_nomination(status="Under Review")
	with as_user(make.COORDINATOR):
		with pytest.raises(MentoringError, match="Reason is missing"):
			make.act(nomination, "Decline")
		nomination.reload()
		nomination.update({"decision_reason": "Help is in place already"}).save()
		make.act(nomination, "Decline")
	assert (nomination.status, nomination.decided_by) == ("Declined", make.COORDINATOR)


def test_a_safeguarding_concern_tells_the_lead_and_holds_the_nomination(as_user):
	lead = make.make_safeguarding_lead().name
	nomination = make.make_nomination(safeguarding_concern=1)
	notices = frappe.get_all(
		"Notification Log",
		{"for_user": lead, "document_name": nomination.name},
		["subject"],
		order_by="creation",
	)
	assert len(notices) == 1
	assert nomination.student_name not in notices[0].subject
	with as_user(make.COORDINATOR), pytest.raises(MentoringError, match="safeguarding lead releases"):
		make.act(nomination, "Start Panel Review")
	with as_user(make.COORDINATOR), pytest.raises(frappe.PermissionError):
		frappe.get_doc("Mentoring Nomination", nomination.name).release()
	with as_user(lead):
		frappe.get_doc("Mentoring Nomination", nomination.name).release()
	nomination.reload()
	with as_user(make.COORDINATOR):
		make.act(nomination, "Start Panel Review")
	assert (nomination.status, nomination.safeguarding_released_by) == ("Under Review", lead)


def test_a_safeguarding_concern_is_never_unticked(as_user):
	nomination = make.make_nomination(safeguarding_concern=1)
	nomination.safeguarding_concern = 0
	with as_user(make.COORDINATOR), pytest.raises(MentoringError, match="stays ticked"):
		nomination.save()
