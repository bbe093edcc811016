"""What a check-in says: the change since the first, and whom an answer alerts."""

import frappe
import pytest

from tests import check_in_factories as check_in
from tests import factories as make
from tests.check_in_factories import CHECK_IN, stored

pytestmark = pytest.mark.usefixtures("db")


def trend(doc) -> tuple:
	return stored(doc, "score", "is_baseline", "change")


def test_the_change_is_counted_from_the_first_that_has_a_score(case, scale):
	assert trend(check_in.ask(case, scale, 4)) == (0, 0, 0)  # four missing: no score, no baseline
	assert trend(check_in.ask(case, scale, 1, 1, 1, 1, 1)) == (5, 1, 0)
	assert trend(check_in.ask(case, scale, 2, 2, 2, 2, None)) == (10, 0, 5)
	assert trend(check_in.ask(case, scale, 0, 0, 1, 1, 0)) == (2, 0, -3)
	assert trend(check_in.ask(case, scale, 4, 4, None, None, None)) == (0, 0, 0)
	assert trend(check_in.ask(case, scale, None, 1, 0, None, 1)) == (3.33, 0, -1.67)


def test_each_scale_case_and_kind_of_person_has_a_baseline_of_its_own(case, scale):
	mentor = frappe.get_doc("Mentor Profile", case.mentor)
	check_in.ask(case, scale, 1, 1, 1, 1, 1)
	assert trend(check_in.ask(case, scale, 2, 2, 2, 2, 2, answered_as="Mentor")) == (10, 1, 0)
	assert trend(check_in.ask(case, check_in.make_scale(), 3, 3, 3, 3, 3)) == (15, 1, 0)
	assert trend(check_in.ask(make.make_case(mentor=mentor), scale, 4, 4, 4, 4, 4)) == (20, 1, 0)
	assert trend(check_in.ask(case, scale, 2, 2, 2, 2, 2)) == (10, 0, 5)


@pytest.fixture
def worrying(db):
	"""Item 2 alerts at 0, item 4, which is reversed, at 4."""
	scale = check_in.new_scale(reversed_items=(4,))
	scale.items[1].update({"item_text": "I am safe at home", "worry_rule": "At or below", "worry_answer": 0})
	scale.items[3].update({"item_text": "I am hurt", "worry_rule": "At or above", "worry_answer": 4})
	return scale.insert()


def notices(doc) -> list[dict]:
	return frappe.get_all(
		"Notification Log",
		filters={"document_type": CHECK_IN, "document_name": doc.name},
		fields=["*"],
		order_by="creation asc",
	)


@pytest.mark.parametrize(
	("answers", "alerts"),
	[
		((1, 0, 1, 1, 1), True),
		((1, 1, 1, 4, 1), True),
		((1, 0, 1, 4, 1), True),
		((None, 0, None, None, None), True),  # also without a score
		((0, 1, 0, 3, 0), False),
		((0, None, 0, None, 0), False),
		((0, None, 0, 0, 0), False),
	],
)
def test_an_answer_that_worries_tells_the_safeguarding_lead(case, worrying, answers, alerts):
	lead = make.make_safeguarding_lead().name
	answered = check_in.answer(check_in.ask(case, worrying), *answers)
	told = [notice.for_user for notice in notices(answered)]
	assert (told.count(lead), len(set(told)) == len(told)) == (int(alerts), True)
	assert make.mentor_user(case) not in told


def test_the_lead_is_told_once(case, worrying):
	lead = make.make_safeguarding_lead().name
	asked = check_in.ask(case, worrying)
	assert notices(asked) == []
	asked.save()
	assert notices(asked) == []
	check_in.answer(asked, 1, 0, 1, 1, 1)
	asked.save()
	asked.reload()
	asked.save()
	assert [notice.for_user for notice in notices(asked)].count(lead) == 1


def test_a_notice_says_nothing_of_answer_or_pupil(worrying, as_user):
	"""Also where the pupil is who answers: Frappe would show the session user as the sender."""
	lead = make.make_safeguarding_lead().name
	pupil = make.make_user("Student", email=f"{make.unique('sam.testname')}@example.com")
	case = make.make_case(make.make_student(user=pupil.name))
	mails = set(frappe.get_all("Email Queue", pluck="name", order_by="creation asc"))
	asked = check_in.ask(case, worrying)
	with as_user(pupil.name):
		asked.set("answers", check_in.rows(1, 0, 1, 4, 1))
		asked.flags.ignore_permissions = True
		asked.save()
	notice = next(notice for notice in notices(asked) if notice.for_user == lead)
	queued = frappe.get_all("Email Queue", fields=["name", "message"], order_by="creation asc")
	said = "\n".join(
		[
			*(str(notice.get(field)) for field in ("subject", "email_content", "from_user", "document_name")),
			*(mail.message for mail in queued if mail.name not in mails),
		]
	)
	assert asked.name in said
	student = frappe.get_doc("Student", case.student)
	for secret in (
		pupil.name,
		student.name,
		student.first_name,
		"Testname",
		"at home",
		"hurt",
		worrying.name,
	):
		assert secret not in said, secret
