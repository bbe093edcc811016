"""Check-ins over the server: who reads and answers them, what is refused, and what is never sent."""

from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import frappe
import pytest

from tests import factories as make
from tests import pupil_factories as pupil_make
from tests.conftest import RestSession, begin_request, end_request
from tests.rest import stories
from tests.rest.conftest import GUARDIAN, MENTOR, OTHER_GUARDIAN, OTHER_MENTOR, TEACHER, data, refused

CHECK_IN, NOTHING = "Mentoring Check-in", "MK-1999-000001"
PUPIL, OTHER_PUPIL = (make.address(pupil_make.PUPIL_ROLES, place) for place in (0, 1))
CANARY = "canary-71c4"
EVERYBODY_ELSE = (OTHER_PUPIL, OTHER_GUARDIAN, MENTOR, OTHER_MENTOR, TEACHER, make.COORDINATOR)
BANDS = [{"band": CANARY, "from_score": 0, "to_score": 12}]
QUESTIONS = [
	{"item_text": "I like who I am.", "worry_rule": "At or below", "worry_answer": 0},
	{"item_text": "I give up when something is hard.", "reversed": 1},
]


@pytest.fixture(scope="module")
def family(school, signed_in):
	"""Two pupils who sign in, the first with a case; confidential fields hold the canary."""
	pupil_make.make_pupil_users()
	made = SimpleNamespace(scales=[make_scale(), make_scale(scores_only=1)])
	frappe.db.commit()
	made.case = stories.open_case(signed_in, school)
	made.pupil = data(signed_in(MENTOR).read("Mentoring Case", made.case))["student"]
	give_user(made.pupil, PUPIL)
	give_user(school.make_pupil(), OTHER_PUPIL)
	write_in_confidence(made.case)
	yield made
	fresh_request()
	for check_in in frappe.get_all(CHECK_IN, filters={"case": made.case}, pluck="name", order_by="name"):
		frappe.delete_doc(CHECK_IN, check_in, force=True, delete_permanently=True)
	for scale in made.scales:
		frappe.delete_doc("Mentoring Scale", scale, force=True, delete_permanently=True)
	frappe.db.commit()


def make_scale(**values) -> str:
	words = {"scale_name": make.unique(CANARY), "licence_note": CANARY, "licence_reference": CANARY}
	return pupil_make.make_scale(items=QUESTIONS, bands=BANDS, **words, **values).name


def fresh_request() -> None:
	end_request()
	begin_request()


def give_user(student: str, user: str) -> None:
	fresh_request()
	frappe.db.set_value("Student", student, "user", user)
	frappe.db.commit()


def write_in_confidence(case: str) -> None:
	"""Put the canary into what others wrote about the pupil."""
	fresh_request()
	doc = frappe.get_doc("Mentoring Case", case)
	doc.db_set("status_reason", CANARY)
	for row in doc.needs:
		row.db_set("evidence", CANARY)
	words = {field: CANARY for field in ("tried", "change_wanted", "pupil_view", "strengths", "safe_contact")}
	frappe.db.set_value("Mentoring Nomination", doc.nomination, words)
	frappe.db.commit()


@pytest.fixture
def ask(family, signed_in):
	"""``ask()`` is the name of a new check-in that the mentor asks the pupil for."""

	def new(answered_as: str = "Pupil", scale: int = 0) -> str:
		values = {"case": family.case, "scale": family.scales[scale], "answered_as": answered_as}
		return data(signed_in(MENTOR).add(CHECK_IN, **values))["name"]

	return new


def stored(signed_in, name: str) -> dict:
	return data(signed_in(MENTOR).read(CHECK_IN, name))


def names_of(signed_in, user: str) -> list[str]:
	return [row["name"] for row in data(signed_in(user).ask("check_ins.mine"))]


def page(signed_in, user: str, name: str):
	return signed_in(user).session.get("/mentoring/check-in", params={"name": name})


def test_a_pupil_reads_and_answers(ask, signed_in):
	name, pupil = ask(), signed_in(PUPIL)
	assert name in names_of(signed_in, PUPIL)
	shown = data(pupil.ask("check_ins.check_in", name=name))
	assert [question["text"] for question in shown["questions"]] == [row["item_text"] for row in QUESTIONS]
	assert data(pupil.call("check_ins.answer", name=name, answers={"1": 4, "2": 1})) is None
	answered = stored(signed_in, name)
	assert (answered["status"], [row["answer"] for row in answered["answers"]]) == ("Answered", ["4", "1"])
	assert answered["score"] == 7


def test_a_form_may_send_the_answers_as_text(ask, signed_in):
	name = ask()
	form = {"name": name, "answers": '{"1": "2"}'}
	data(signed_in(PUPIL).session.post("/api/method/learning_mentor.api.check_ins.answer", data=form))
	assert [row.get("answer") for row in stored(signed_in, name)["answers"]] == ["2", None]


def test_a_guardian_answers_what_guardians_are_asked(ask, signed_in):
	name, of_pupil = ask("Guardian"), ask()
	assert name in names_of(signed_in, GUARDIAN)
	assert of_pupil not in names_of(signed_in, GUARDIAN)
	refused(signed_in(PUPIL).call("check_ins.answer", name=name, answers={"1": 1}), 404, "no such questions")
	refused(signed_in(GUARDIAN).call("check_ins.answer", name=of_pupil, answers={"1": 1}), 404)
	data(signed_in(GUARDIAN).call("check_ins.answer", name=name, answers={"1": 1}))
	assert stored(signed_in, name)["status"] == "Answered"
	assert stored(signed_in, of_pupil)["status"] == "Asked"


@pytest.mark.parametrize("user", EVERYBODY_ELSE)
@pytest.mark.parametrize("answered_as", ["Pupil", "Guardian"])
def test_nobody_else_reads_or_answers(ask, signed_in, user, answered_as):
	name, other = ask(answered_as), signed_in(user)
	status = 404 if user in (OTHER_PUPIL, OTHER_GUARDIAN) else 403
	for each in (name, NOTHING):
		refused(other.ask("check_ins.check_in", name=each), status)
		refused(other.call("check_ins.answer", name=each, answers={"1": 1}), status)
		refused(page(signed_in, user, each), 403)
	mine = other.ask("check_ins.mine")
	assert name not in mine.text
	assert stored(signed_in, name)["status"] == "Asked"


def test_a_hidden_check_in_and_a_missing_one_answer_word_for_word_alike(ask, signed_in):
	hidden = (ask("Guardian"), ask(scale=1))
	other = signed_in(PUPIL)
	(missing,) = {other.ask("check_ins.check_in", name=NOTHING).text}
	for name in hidden:
		assert other.ask("check_ins.check_in", name=name).text == missing
		refused(page(signed_in, PUPIL, name), 403, "There are no such questions")
	refused(page(signed_in, PUPIL, NOTHING), 403, "There are no such questions")


def test_guests_are_refused_and_sent_to_the_login(ask):
	name, guest = ask(), RestSession(make.server_address())
	for method in ("check_ins.mine", "check_ins.check_in"):
		refused(guest.get(f"/api/method/learning_mentor.api.{method}", params={"name": name}), 403)
	answer = {"name": name, "answers": {"1": 1}}
	refused(guest.post("/api/method/learning_mentor.api.check_ins.answer", json=answer), 403)
	sent = guest.get("/mentoring/check-in", params={"name": name}, allow_redirects=False)
	assert sent.is_redirect
	assert "no-store" in sent.headers["Cache-Control"]
	assert sent.headers["Location"].startswith("/login?redirect-to=%2Fmentoring%2Fcheck-in%3Fname%3D")


def test_pupils_and_guardians_have_no_other_way_to_the_record(ask, signed_in):
	for user, name in ((PUPIL, ask()), (GUARDIAN, ask("Guardian"))):
		session = signed_in(user)
		refused(session.read(CHECK_IN, name), 403)
		refused(session.write(CHECK_IN, name, status="Answered", score=40), 403)
		refused(session.session.get(f"/api/resource/{CHECK_IN}"), 403)
		refused(session.session.get("/api/resource/Mentoring Scale"), 403)
		assert session.session.delete(f"/api/resource/{CHECK_IN}/{name}").status_code == 403


def test_answering_needs_a_post_and_the_token(ask, signed_in):
	name, pupil = ask(), signed_in(PUPIL)
	assert pupil.session.get("/mentoring").ok  # the page gives the token
	assert pupil.ask("check_ins.answer", name=name, answers='{"1": 1}').status_code == 405
	without = pupil.session.post(
		"/api/method/learning_mentor.api.check_ins.answer",
		json={"name": name, "answers": {"1": 1}},
		headers={"X-Frappe-CSRF-Token": None},
	)
	refused(without, 400, "CSRFTokenError")
	assert stored(signed_in, name)["status"] == "Asked"


def test_a_second_answer_is_refused_and_changes_nothing(ask, signed_in):
	name, pupil = ask(), signed_in(PUPIL)
	data(pupil.call("check_ins.answer", name=name, answers={"1": 3}))
	refused(
		pupil.call("check_ins.answer", name=name, answers={"1": 0}), 417, "answered these questions already"
	)
	assert stored(signed_in, name)["answers"][0]["answer"] == "3"


def test_of_two_answers_at_once_one_is_taken(ask, signed_in):
	name, pupil = ask(), signed_in(PUPIL)

	def send(value: int):
		session = RestSession(make.server_address())
		session.cookies.update(pupil.session.cookies)
		session.headers.update(pupil.session.headers)
		values = {"name": name, "answers": {"1": value}}
		return session.post("/api/method/learning_mentor.api.check_ins.answer", json=values)

	with ThreadPoolExecutor(4) as pool:
		answers = list(pool.map(send, range(1, 5)))
	taken = [number for number, answer in enumerate(answers, 1) if answer.ok]
	assert len(taken) == 1
	for answer in answers:
		if not answer.ok:
			refused(answer, 417, "answered these questions already")
	assert stored(signed_in, name)["answers"][0]["answer"] == str(taken[0])


@pytest.mark.parametrize(
	("answers", "words"),
	[
		({"1": 5}, "Question 1: choose one of the answers shown"),
		({"3": 1}, "The questions have changed"),
		({}, "Choose at least one answer"),
		([4], "did not arrive"),
		("nothing", "did not arrive"),
		(None, "did not arrive"),
	],
)
def test_what_is_no_answer_is_refused_in_words(ask, signed_in, answers, words):
	name = ask()
	answer = signed_in(PUPIL).call("check_ins.answer", name=name, answers=answers)
	refused(answer, 417, words)
	assert stored(signed_in, name)["status"] == "Asked"


def test_questions_that_may_not_be_on_a_screen_are_not_sent(ask, signed_in):
	for answered_as, user in (("Pupil", PUPIL), ("Guardian", GUARDIAN)):
		name = ask(answered_as, scale=1)
		assert name not in names_of(signed_in, user)
		refused(signed_in(user).ask("check_ins.check_in", name=name), 404)
		refused(signed_in(user).call("check_ins.answer", name=name, answers={"1": 1}), 404)
		refused(page(signed_in, user, name), 403)


def test_nothing_confidential_is_in_any_response(ask, signed_in):
	for answered_as, user in (("Pupil", PUPIL), ("Guardian", GUARDIAN)):
		name, session = ask(answered_as), signed_in(user)
		seen = [session.ask("check_ins.check_in", name=name), page(signed_in, user, name)]
		seen.append(session.call("check_ins.answer", name=name, answers={"1": 4, "2": 4}))
		seen += [session.ask("check_ins.check_in", name=name), page(signed_in, user, name)]
		seen += [session.ask("check_ins.mine"), session.session.get("/mentoring")]
		for answer in seen:
			assert answer.ok, answer.text[:500]
			assert CANARY not in answer.text
			assert make.NEED not in answer.text
			assert "worry_" not in answer.text
			assert '"score"' not in answer.text


def test_addresses_and_titles_do_not_name_the_pupil(ask, family, signed_in):
	answer = page(signed_in, GUARDIAN, ask("Guardian"))
	first_name = frappe.db.get_value("Student", family.pupil, "first_name")
	title = answer.text.split("<title>")[1].split("</title>")[0]
	assert first_name in answer.text
	assert first_name not in answer.url + title
