"""Check-ins that pupils and guardians answer on their own pages: whose they are, and what is kept."""

import frappe
import pytest
from frappe.utils import getdate, today

from learning_mentor import check_ins
from learning_mentor.exceptions import MentoringError
from tests import factories as make
from tests import pupil_factories as pupil_make
from tests import session_factories as session_make

pytestmark = pytest.mark.usefixtures("db")

CANARY = "canary-5d1e"
NOTHING = "MK-1999-000001"


@pytest.fixture(scope="module", autouse=True)
def pupil_users(people):
	pupil_make.make_pupil_users()
	frappe.db.commit()


@pytest.fixture
def pupil():
	return pupil_make.make_pupil()


@pytest.fixture
def case(pupil):
	return make.make_case(pupil)


def awaiting(as_user, user: str) -> list[str]:
	with as_user(user):
		return [row["name"] for row in check_ins.mine() if row["awaits_answer"]]


# Whose check-ins


def test_a_pupil_finds_what_the_mentor_asked(as_user, pupil, case):
	check_in = pupil_make.ask(case)
	with as_user(pupil.user):
		(row,) = check_ins.mine()
		shown = check_ins.get(check_in.name)
	assert (row["name"], row["title"]) == (check_in.name, "How sure of yourself do you feel?")
	assert [each["text"] for each in shown["questions"]] == list(pupil_make.QUESTIONS)
	assert shown["choices"][4] == {"answer": 4, "label": "Yes"}


def test_another_pupil_s_check_in_and_a_missing_one_answer_alike(as_user, case):
	check_in, other = pupil_make.ask(case), pupil_make.make_pupil()
	make.make_case(other)
	assert awaiting(as_user, other.user) == []
	with as_user(other.user):
		for name in (check_in.name, NOTHING, ""):
			with pytest.raises(frappe.DoesNotExistError, match="There are no such questions"):
				check_ins.get(name)
			with pytest.raises(frappe.DoesNotExistError, match="There are no such questions"):
				check_ins.answer(name, {"1": 2})
	check_in.reload()
	assert check_in.status == "Asked"


@pytest.mark.parametrize("answered_as", ["Mentor", "Guardian"])
def test_a_pupil_is_not_shown_what_others_are_asked(as_user, pupil, case, answered_as):
	check_in = pupil_make.ask(case, answered_as=answered_as)
	assert awaiting(as_user, pupil.user) == []
	with as_user(pupil.user), pytest.raises(frappe.DoesNotExistError):
		check_ins.answer(check_in.name, {"1": 2})


def test_a_guardian_answers_about_their_own_children_alone(as_user):
	guardian, stranger = make.make_portal_guardian(), make.make_portal_guardian()
	case = make.make_case(make.make_student(guardian))
	make.make_case(make.make_student(stranger))
	of_guardian, of_pupil = pupil_make.ask(case, answered_as="Guardian"), pupil_make.ask(case)
	assert awaiting(as_user, guardian.user) == [of_guardian.name]
	assert awaiting(as_user, stranger.user) == []
	for user, name in ((stranger.user, of_guardian.name), (guardian.user, of_pupil.name)):
		with as_user(user), pytest.raises(frappe.DoesNotExistError):
			check_ins.answer(name, {"1": 2})
	with as_user(guardian.user):
		check_ins.answer(of_guardian.name, {"1": 2, "2": 0, "3": 4})
	of_guardian.reload()
	assert (of_guardian.status, of_guardian.score) == ("Answered", 10)


def test_the_portal_can_be_closed_to_guardians(as_user):
	guardian = make.make_portal_guardian()
	check_in = pupil_make.ask(make.make_case(make.make_student(guardian)), answered_as="Guardian")
	session_make.settings(portal_enabled=0)
	with as_user(guardian.user), pytest.raises(frappe.PermissionError):
		check_ins.answer(check_in.name, {"1": 2})


def test_staff_and_guests_have_no_such_page(as_user, case):
	check_in = pupil_make.ask(case)
	for user in (make.mentor_user(case), make.COORDINATOR, "Guest"):
		with as_user(user), pytest.raises(frappe.PermissionError):
			check_ins.answer(check_in.name, {"1": 2})
	check_in.reload()
	assert check_in.status == "Asked"


@pytest.mark.parametrize(
	"values",
	[{"scores_only": 1}, {"disabled": 1}, {"licence_expires_on": "2020-01-31"}],
	ids=["scores only", "disabled", "licence over"],
)
def test_questions_that_may_not_be_on_a_screen_are_not_shown(as_user, pupil, case, values):
	scale = pupil_make.make_scale()
	check_in = pupil_make.ask(case, scale)
	scale.update(values).save()
	assert awaiting(as_user, pupil.user) == []
	with as_user(pupil.user):
		for work in (check_ins.get, lambda name: check_ins.answer(name, {"1": 2})):
			with pytest.raises(frappe.DoesNotExistError):
				work(check_in.name)


def test_a_check_in_that_was_withdrawn_is_gone(as_user, pupil, case):
	check_in = pupil_make.ask(case)
	check_in.db_set("status", "Withdrawn")
	with as_user(pupil.user):
		assert check_ins.mine() == []
		with pytest.raises(frappe.DoesNotExistError):
			check_ins.answer(check_in.name, {"1": 2})


# Answering


def test_answers_are_kept_and_scored(as_user, pupil, case):
	check_in = pupil_make.ask(case)
	with as_user(pupil.user):
		check_ins.answer(check_in.name, '{"3": "4", "1": 3, "2": 1}')
	check_in.reload()
	assert [row.answer for row in check_in.answers] == ["3", "1", "4"]
	assert (check_in.status, check_in.score, check_in.has_score) == ("Answered", 10, 1)
	assert getdate(check_in.answered_on) == getdate(today())


def test_a_question_may_be_left_out(as_user, pupil, case):
	check_in = pupil_make.ask(case)
	with as_user(pupil.user):
		check_ins.answer(check_in.name, {"1": 0, "2": ""})
	check_in.reload()
	assert [row.answer for row in check_in.answers] == ["0", None, None]
	assert (check_in.status, check_in.missing_answers, check_in.has_score) == ("Answered", 2, 0)


def test_answering_twice_keeps_the_first_answers(as_user, pupil, case):
	check_in = pupil_make.ask(case)
	with as_user(pupil.user):
		check_ins.answer(check_in.name, {"1": 1})
		with pytest.raises(MentoringError, match="answered these questions already"):
			check_ins.answer(check_in.name, {"1": 4})
	check_in.reload()
	assert check_in.answers[0].answer == "1"


def test_an_answered_check_in_thanks_and_shows_neither_answers_nor_score(as_user, pupil, case):
	check_in = pupil_make.ask(case)
	with as_user(pupil.user):
		check_ins.answer(check_in.name, {"1": 3, "2": 3, "3": 3})
		shown, (row,) = check_ins.get(check_in.name), check_ins.mine()
	assert (shown["awaits_answer"], shown["questions"], row["awaits_answer"]) == (False, [], False)
	assert not {"score", "band", "change", "answers", "is_baseline"} & {*shown, *row}


REFUSED = (
	({"1": 5}, "Question 1: choose one of the answers"),
	({"1": -1}, "Question 1: choose one of the answers"),
	({"1": 2.5}, "Question 1: choose one of the answers"),
	({"1": True}, "Question 1: choose one of the answers"),
	({"1": {"answer": 2}}, "Question 1: choose one of the answers"),
	({"1": 2, "9": 2}, "The questions have changed"),
	({"<b>": 2}, "The questions have changed"),
	({}, "Choose at least one answer"),
	({"1": ""}, "Choose at least one answer"),
	([1, 2], "did not arrive"),
	(None, "did not arrive"),
	("{", "did not arrive"),
)


def test_what_is_no_answer_is_refused_and_nothing_is_kept(as_user, pupil, case):
	check_in = pupil_make.ask(case)
	for answers, words in REFUSED:
		with as_user(pupil.user), pytest.raises(MentoringError, match=words):
			check_ins.answer(check_in.name, answers)
	check_in.reload()
	assert (check_in.status, [row.answer for row in check_in.answers]) == ("Asked", [None] * 3)


def test_without_a_label_for_each_answer_the_numbers_are_shown(as_user, pupil, case):
	ends = [{"answer": 0, "label": "Not started"}, {"answer": 10, "label": "I am there"}]
	check_in = pupil_make.ask(case, pupil_make.make_scale(highest=10, labels=ends))
	with as_user(pupil.user):
		choices = check_ins.get(check_in.name)["choices"]
	assert [choices[0]["label"], choices[5]["label"], choices[10]["label"]] == [
		"0 Not started",
		"5",
		"10 I am there",
	]


def test_a_target_is_asked_about_in_the_family_s_words(as_user, pupil, case):
	targets = [make.target(plain_words="I put my hand up"), make.target(target_text="Reads aloud")]
	make.make_plan(case, status="Active", targets=targets)
	scale = pupil_make.make_scale(measures="Goal progress")
	asked = [pupil_make.ask(case, scale, target_number=number).name for number in (1, 2)]
	other = pupil_make.ask(case).name
	with as_user(pupil.user):
		about = {row["name"]: row["about"] for row in check_ins.mine()}
		assert check_ins.get(asked[0])["about"] == "I put my hand up"
	assert about == {asked[0]: "I put my hand up", asked[1]: "Reads aloud", other: None}


def test_an_answer_that_worries_tells_the_safeguarding_lead_and_no_more(as_user, pupil, case):
	lead = make.make_safeguarding_lead()
	items = [{"item_text": CANARY, "worry_rule": "At or below", "worry_answer": 0}]
	check_in = pupil_make.ask(case, pupil_make.make_scale(items=items))
	with as_user(pupil.user):
		check_ins.answer(check_in.name, {"1": 0})
	(notice,) = frappe.get_all(
		"Notification Log",
		filters={"for_user": lead.name, "document_name": check_in.name},
		fields=["subject", "email_content"],
		order_by="creation",
	)
	assert check_in.name in notice.subject
	assert CANARY not in frappe.as_json(notice)
	assert pupil.first_name not in frappe.as_json(notice)
