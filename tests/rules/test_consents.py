"""The consent register: every consent in one list, for those who answer for it."""

import frappe
import pytest
from frappe.desk.query_report import run
from frappe.utils import add_days, today

from benchmarks.meter import cost_of
from learning_mentor.data_protection import consents
from tests import event_factories as events
from tests import factories as make
from tests import referral_factories as referrals
from tests import transition_factories as transitions

pytestmark = pytest.mark.usefixtures("db")


def rows(**filters) -> list[dict]:
	answer = run("Consent Register", filters=filters, ignore_prepared_report=True)
	return [row for row in answer["result"] if isinstance(row, dict)]


@pytest.fixture
def case():
	"""A case that pupil and guardian agreed to, with the guardian's consent and an agreed plan."""
	guardian = make.make_guardian()
	agreements = [
		{"party": "Pupil", "agreed_name": "The pupil", "how": "In person", "agreed_on": today()},
		{
			"party": "Guardian",
			"agreed_name": "A Parent",
			"how": "On paper",
			"agreed_on": add_days(today(), -9),
			"withdrawn_on": add_days(today(), -1),
		},
	]
	consent = {"consent_status": "Given", "consent_on": today(), "consent_how": "By phone"}
	case = make.make_case(
		make.make_student(guardian), agreements=agreements, consent_guardian=guardian.name, **consent
	)
	make.make_plan(case, status="Active")
	return case


def test_all_consents_of_a_pupil_are_in_one_list(case, as_user):
	make.make_coordinator()
	with as_user(make.COORDINATOR):
		found = {(row["kind"], row["party"], row["status"], row["how"]) for row in rows(student=case.student)}
	assert found == {
		("Taking part", "Guardian", "Given", "By phone"),
		("Mentoring agreement", "Pupil", "Given", "In person"),
		("Mentoring agreement", "Guardian", "Withdrawn", "On paper"),
		("Action plan", "Guardian", "Given", "On paper"),
	}


def test_consent_to_an_event_is_among_them(db):
	make.make_coordinator()
	guardian, event = make.make_guardian(), events.make_event(make.make_mentor(), kind="Trip")
	student = make.make_student(guardian)
	registration = events.register(event, student, consent_guardian=guardian.name)
	[row] = consents.register(student.name)
	assert (row["kind"], row["status"], row["how"]) == ("Event", "Given", "On paper")
	assert (row["person"], row["record"]) == (guardian.guardian_name, registration.name)


def test_a_consent_by_a_guardian_s_record_has_their_name(case):
	row = next(row for row in consents.register(case.student) if row["kind"] == "Taking part")
	assert row["person"] == frappe.db.get_value("Guardian", case.consent_guardian, "guardian_name")


def test_the_register_takes_as_many_queries_for_five_guardians_as_for_one(db):
	guardians = [make.make_guardian() for _number in range(5)]
	case = make.make_case(make.make_student(guardians[0]))
	agreed = {"case": case.name, "student": case.student, "agreed_on": today()}

	def queries() -> int:
		consents.register(case.student)
		return cost_of(lambda: consents.register(case.student)).queries

	counted = []
	for guardian in guardians:
		plan = frappe.get_doc(
			{"doctype": "Mentoring Action Plan", "agreed_guardian": guardian.name, **agreed}
		)
		plan.name = make.unique("MP")
		plan.db_insert()
		counted.append(queries())
	people = {row["person"] for row in consents.register(case.student)}
	assert people == {guardian.guardian_name for guardian in guardians}
	assert counted == [counted[0]] * 5


def test_the_register_is_narrowed_by_kind_and_status(case, as_user):
	other = make.make_case(consent_status="Refused", consent_on=today(), consent_how="By phone")
	with as_user(make.make_officer().name):
		withdrawn = rows(student=case.student, status="Withdrawn")
		refused = rows(kind="Taking part", status="Refused")
	assert [row["withdrawn_on"] for row in withdrawn] == [frappe.utils.getdate(add_days(today(), -1))]
	assert other.student in {row["student"] for row in refused}
	assert case.student not in {row["student"] for row in refused}


def test_a_withdrawn_consent_says_so(case):
	case.reload()
	case.update({"consent_status": "Withdrawn"}).save()
	row = next(row for row in consents.register(case.student) if row["kind"] == "Taking part")
	assert row["status"] == "Withdrawn"


def test_mentors_and_teachers_do_not_read_the_register(case, as_user):
	for stranger in (make.mentor_user(case), make.make_teacher().name):
		with as_user(stranger), pytest.raises(frappe.PermissionError):
			rows()


def test_every_source_names_fields_that_are_there():
	for source in consents.SOURCES:
		meta = frappe.get_meta(source.table or source.doctype)
		assert all(meta.has_field(fieldname) for fieldname in consents._fields(source).values()), source.kind
		assert frappe.get_meta(source.doctype).has_field("student"), source.kind


def test_consents_to_referrals_and_to_a_move_are_in_it(db):
	referrals.make_mail_account()
	referral = referrals.make_referral(status="Sent")
	referrals.answer(referral, "Withdrawn")
	found = [(row["kind"], row["status"]) for row in consents.register(referral.student)]
	assert sorted(found) == [("Referral to an agency", "Given"), ("Referral to an agency", "Withdrawn")]
	plan = transitions.make_plan(transitions.make_case(), status="Agreed")
	found = {(row["kind"], row["party"], row["status"]) for row in consents.register(plan.student)}
	assert {("Sharing with the next school", party, "Given") for party in ("Pupil", "Guardian")} <= found
