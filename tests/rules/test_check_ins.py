"""Check-ins: who is asked what, answering once, the change since the first one, and answers that worry."""

import frappe
import pytest
from frappe.utils import add_days, getdate, today

from learning_mentor.exceptions import LockedTextError, MentoringError
from tests import check_in_factories as check_in
from tests import factories as make
from tests.check_in_factories import CHECK_IN, stored

pytestmark = pytest.mark.usefixtures("db")


# asking


def test_a_check_in_asks_every_item_of_its_scale(case, scale):
	asked = check_in.ask(case, scale)
	assert (asked.status, getdate(asked.asked_on), asked.answered_on) == ("Asked", getdate(), None)
	assert [(row.item_number, row.item_text, row.answer) for row in asked.answers] == [
		(number, f"Question {number}", None) for number in range(1, 6)
	]
	assert (asked.student, asked.mentor) == (case.student, case.mentor)


def test_a_disabled_scale_is_not_asked_again(case, scale):
	asked = check_in.ask(case, scale)
	scale.update({"disabled": 1}).save()
	with pytest.raises(MentoringError, match="is disabled"):
		check_in.ask(case, scale)
	assert check_in.answer(asked, 1, 1, 1, 1, 1).status == "Answered"


@pytest.mark.parametrize(("ends", "may"), [(-1, False), (0, True), (1, True)])
def test_a_scale_is_asked_until_the_last_day_of_its_licence(case, ends, may):
	scale = check_in.make_scale(licence_expires_on=add_days(today(), ends))
	if may:
		assert check_in.ask(case, scale).status == "Asked"
	else:
		with pytest.raises(MentoringError, match="has ended"):
			check_in.ask(case, scale)


@pytest.mark.parametrize(("ends", "may"), [(-1, False), (0, True)])
def test_what_was_asked_is_answered_until_the_last_day_of_the_licence(case, scale, ends, may):
	asked = check_in.ask(case, scale)
	scale.update({"licence_expires_on": add_days(today(), ends)}).save()
	if may:
		assert check_in.answer(asked, 1, 1, 1, 1, 1).status == "Answered"
	else:
		with pytest.raises(MentoringError, match="has ended"):
			check_in.answer(asked, 1, 1, 1, 1, 1)
		asked.reload()
		assert asked.update({"status": "Withdrawn"}).save().status == "Withdrawn"


@pytest.mark.parametrize("who", ["Teacher", "Guardian", "Headteacher"])
def test_who_does_not_answer_a_scale_is_not_asked(case, scale, who):
	with pytest.raises(MentoringError, match="does not answer this scale"):
		check_in.ask(case, scale, answered_as=who)
	asked = check_in.ask(case, scale)
	with pytest.raises(MentoringError, match="does not answer this scale"):
		asked.update({"answered_as": who}).save()


def test_the_goal_scale_is_for_everybody_and_the_others_for_pupil_and_mentor(case):
	for name, refused in ((check_in.GOAL, ()), (check_in.FEELINGS, ("Teacher", "Guardian"))):
		shipped = frappe.get_doc("Mentoring Scale", name)
		for who in ("Pupil", "Mentor", "Teacher", "Guardian"):
			if who in refused:
				with pytest.raises(MentoringError, match="does not answer"):
					check_in.ask(case, shipped, answered_as=who)
			else:
				assert check_in.ask(case, shipped, answered_as=who).status == "Asked"


def test_a_check_in_without_a_scale_is_refused(case, scale):
	nameless = check_in.new_check_in(case, scale).update({"scale": None})
	with make.session_of(make.mentor_user(case)), pytest.raises(frappe.MandatoryError):
		nameless.insert()


def test_wording_that_may_not_be_shown_is_not_in_the_check_in(case):
	scale = check_in.make_scale(scores_only=1)
	asked = check_in.ask(case, scale, 1, 2, 3, 4, 0)
	assert asked.score == 10
	assert [row.item_text for row in asked.answers] == [None] * 5
	assert "Question" not in frappe.as_json(asked.as_dict())


# answers


@pytest.mark.parametrize("answer", [5, -1, "5", "lots", "2.5", 2.5, True, "1e1", "nan", [1]])
def test_what_is_no_answer_of_the_scale_is_refused_with_its_item(case, scale, answer):
	asked = check_in.ask(case, scale)
	with pytest.raises(MentoringError, match=r"Answers, item 3: choose a number from 0 to 4"):
		check_in.answer(asked, 1, 2, answer, 3, 4)
	assert stored(asked, "status", "has_score") == ("Asked", 0)


@pytest.mark.parametrize("number", [0, 6, None, "six"])
def test_an_answer_to_an_item_that_is_not_there_is_refused(case, scale, number):
	asked = check_in.ask(case, scale)
	asked.set("answers", [{"item_number": number, "answer": 1}])
	with pytest.raises(MentoringError, match="not on this scale"):
		asked.save()


def test_answers_as_text_numbers_and_blanks_are_understood(case, scale):
	answered = check_in.ask(case, scale, "4", 3, " 2 ", "", " ")
	assert (answered.score, answered.missing_answers) == (15, 2)  # 9 / 3 * 5
	answered.reload()
	assert [row.answer for row in answered.answers] == ["4", "3", "2", None, None]


def test_the_rows_of_a_caller_are_put_in_the_scale_s_order_and_words(case, scale):
	sent = [
		{"item_number": "5", "item_text": "Forged", "answer": 4},
		{"item_number": 1, "item_text": "Forged too", "answer": 0},
	]
	answered = check_in.ask(case, scale, answers=sent)
	assert [row.answer for row in answered.answers] == ["0", None, None, None, "4"]
	assert [row.item_text for row in answered.answers] == [f"Question {number}" for number in range(1, 6)]


def test_all_answers_at_the_lowest_are_answers(case, scale):
	answered = check_in.answer(check_in.ask(case, scale), 0, 0, 0, 0, 0)
	assert stored(answered, "status", "score", "has_score", "missing_answers") == ("Answered", 0, 1, 0)


def test_without_an_answer_it_stays_asked(case, scale):
	asked = check_in.answer(check_in.ask(case, scale), None, "", None)
	assert (asked.status, asked.answered_on) == ("Asked", None)


def test_score_and_band_are_kept_with_the_answers(case):
	bands = [
		{"band": "Low", "from_score": 0, "to_score": 9},
		{"band": "High", "from_score": 10, "to_score": 20},
	]
	scale = check_in.make_scale(reversed_items=(5,), bands=bands)
	answered = check_in.answer(check_in.ask(case, scale), 4, 3, 2, None, 3)
	assert stored(answered, "score", "band", "missing_answers") == (12.5, "High", 1)  # 10 / 4 * 5
	assert getdate(answered.answered_on) == getdate()


def test_with_too_many_missing_it_is_answered_without_a_score(case, scale):
	answered = check_in.ask(case, scale, 4, 4)
	assert stored(answered, "status", "has_score", "score", "band", "missing_answers", "is_baseline") == (
		"Answered",
		0,
		0,
		None,
		3,
		0,
	)


FORGED = {
	"asked_on": "2020-01-15",
	"answered_on": "2020-01-15",
	"score": 40,
	"has_score": 1,
	"band": "Strong",
	"missing_answers": 9,
	"is_baseline": 1,
	"change": 12,
}
UNANSWERED = (None, 0, 0, None, 0, 0, 0)


def test_score_and_days_cannot_be_written(case, scale):
	asked = check_in.ask(case, scale, **FORGED, status="Answered")
	assert asked.status == "Asked"
	assert stored(asked, *FORGED) == (getdate(), *UNANSWERED)
	asked.update({**FORGED, "status": "Answered"}).save()
	assert asked.status == "Asked"
	assert stored(asked, *FORGED) == (getdate(), *UNANSWERED)
	check_in.answer(asked, 1, 1, 1, 1, 1)
	asked.update(FORGED).save()
	assert stored(asked, *FORGED) == (getdate(), getdate(), 5, 1, None, 0, 1, 0)


# once answered


@pytest.mark.parametrize(
	"change",
	[
		lambda doc: doc.answers[0].update({"answer": 4}),
		lambda doc: doc.answers[4].update({"answer": 4}),
		lambda doc: doc.set("answers", []),
		lambda doc: doc.set("answers", doc.answers[::-1]),
		lambda doc: doc.append("answers", {"item_number": 5, "answer": 4}),
		lambda doc: doc.update({"answered_as": "Mentor"}),
		lambda doc: doc.update({"status": "Asked"}),
		lambda doc: doc.update({"status": "Withdrawn"}),
	],
)
def test_what_was_answered_is_locked(case, scale, as_user, change):
	answered = check_in.ask(case, scale, 1, 2, 3, 4)
	for user in (make.mentor_user(case), make.COORDINATOR, "Administrator"):
		answered = frappe.get_doc(CHECK_IN, answered.name)
		change(answered)
		with as_user(user), pytest.raises(LockedTextError, match="is over"):
			answered.save()
	assert stored(answered, "status", "score", "answered_as") == ("Answered", 12.5, "Pupil")


def test_an_answered_check_in_may_be_saved_as_it_is_and_keeps_its_words(case, scale):
	answered = check_in.ask(case, scale, 1, 2, 3, 4)
	scale.items[0].item_text = "Mended words"
	scale.save()
	answered.answers[1].item_text = "Forged"
	answered.save()
	answered.reload()
	assert [row.item_text for row in answered.answers[:2]] == ["Question 1", "Question 2"]
	assert answered.score == 12.5


def test_a_withdrawn_check_in_takes_no_answer(case, scale):
	withdrawn = check_in.ask(case, scale)
	with pytest.raises(MentoringError, match="what is withdrawn takes none"):
		check_in.answer(withdrawn.update({"status": "Withdrawn"}), 1, 1, 1, 1, 1)
	withdrawn.reload()
	assert withdrawn.update({"status": "Withdrawn"}).save().status == "Withdrawn"
	with pytest.raises(LockedTextError, match="is over"):
		check_in.answer(withdrawn, 1, 1, 1, 1, 1)
	withdrawn.reload()
	with pytest.raises(LockedTextError, match="is over"):
		withdrawn.update({"status": "Asked"}).save()
	assert stored(withdrawn, "status", "has_score") == ("Withdrawn", 0)


# the change since the first


# an answer that worries


# who may


def test_another_mentor_neither_asks_nor_reads_nor_answers(case, scale, as_user):
	asked, other = check_in.ask(case, scale), make.make_mentor()
	with as_user(other.user):
		with pytest.raises(frappe.PermissionError):
			check_in.new_check_in(case, scale).insert()
		for ptype in ("read", "write"):
			assert not frappe.has_permission(CHECK_IN, ptype, asked.name)
		assert frappe.get_list(CHECK_IN, pluck="name") == []
		found = frappe.get_doc(CHECK_IN, asked.name)
		found.set("answers", check_in.rows(1, 1, 1, 1, 1))
		with pytest.raises(frappe.PermissionError):
			found.save()
	assert stored(asked, "status") == "Asked"


def test_a_check_in_cannot_be_taken_to_one_s_own_case(case, scale, as_user):
	asked, other = check_in.ask(case, scale), make.make_mentor()
	own = make.make_case(mentor=other)
	with as_user(other.user), pytest.raises(frappe.PermissionError):
		frappe.get_doc(CHECK_IN, asked.name).update({"case": own.name, "mentor": other.name}).save()
	assert stored(asked, "case", "mentor") == (case.name, case.mentor)


def test_a_closed_case_is_asked_nothing(case, scale, as_user):
	with as_user(make.COORDINATOR):
		case.update(make.closing(case)).save()
	with pytest.raises(MentoringError, match="is closed"):
		check_in.ask(case, scale)
