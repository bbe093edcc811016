"""The whole of a pupil's way over the server, as the desk, the portal and other programs go it."""

from concurrent.futures import ThreadPoolExecutor

from tests import factories as make
from tests.conftest import RestSession
from tests.rest import stories
from tests.rest.conftest import GUARDIAN, MENTOR, TEACHER, data, refused
from tests.rest.stories import CASE, NOMINATION, PLAN


def test_from_nomination_to_a_reviewed_plan(school, signed_in):
	case = nominated_and_accepted(signed_in, school)
	agreed_in_the_pupil_s_words(signed_in(MENTOR), case, school.guardian.name)
	plan = written_and_approved(signed_in, case)
	agreed_by_the_guardian(signed_in, plan)
	mentor = signed_in(MENTOR)
	reviewed = data(mentor.call("plans.record_review", plan=plan, rows=[make.review_row(value=6)]))
	assert reviewed["status"] == "Active"
	assert data(mentor.read(PLAN, plan))["targets"][0]["progress"] == 50


def nominated_and_accepted(signed_in, school) -> str:
	"""The case that a nomination has become."""
	teacher, coordinator = signed_in(TEACHER), signed_in(make.COORDINATOR)
	nomination = stories.nominate(signed_in, school.make_pupil())
	assert [row["status"] for row in data(teacher.ask("nominations.mine")) if row["name"] == nomination] == [
		"Submitted"
	]
	board = data(coordinator.ask("selection.board", page_length=200))
	assert nomination in [row["name"] for row in board["nominations"]]

	case = data(coordinator.call("selection.accept", nomination=nomination, mentor=school.mentor.name))[
		"case"
	]
	assert data(teacher.read(NOMINATION, nomination))["status"] == "Accepted"
	return case


def agreed_in_the_pupil_s_words(mentor, case: str, guardian: str) -> None:
	agreed = {
		"aims": [{"aim": "I want to say what I think", "status": "Working On It"}],
		"agreements": [
			{"party": "Pupil", "agreed_name": "P.", "how": "In person", "agreed_on": "2026-01-12"}
		],
		"consent_status": "Given",
		"consent_guardian": guardian,
		"consent_on": "2026-01-12",
		"consent_how": "By phone",
	}
	saved = data(mentor.write(CASE, case, **agreed))
	assert [row["aim"] for row in saved["aims"]] == ["I want to say what I think"]
	assert saved["consent_guardian"] == guardian


def written_and_approved(signed_in, case: str) -> str:
	"""The plan that waits for the guardian."""
	mentor, deputy, guardian = signed_in(MENTOR), signed_in(make.SECOND_COORDINATOR), signed_in(GUARDIAN)
	plan = stories.write_plan(signed_in, case)
	assert data(mentor.act(PLAN, plan, "Send for Approval"))["status"] == "Pending Approval"
	refused(guardian.ask("portal.plan", name=plan), 404)
	approved = data(deputy.act(PLAN, plan, "Approve Plan"))
	assert (approved["status"], approved["approved_by"]) == (
		"Pending Guardian Agreement",
		make.SECOND_COORDINATOR,
	)
	return plan


def agreed_by_the_guardian(signed_in, plan: str) -> None:
	mentor, guardian = signed_in(MENTOR), signed_in(GUARDIAN)
	shown = data(guardian.ask("portal.plan", name=plan))
	assert (shown["awaits_answer"], shown["targets"][0]["text"]) == (True, make.target()["target_text"])
	data(guardian.call("portal.agree", name=plan, typed_name="A Parent"))
	in_force = data(mentor.read(PLAN, plan))
	assert (in_force["status"], in_force["docstatus"], in_force["agreed_how"]) == ("Active", 1, "Portal")


def test_a_new_version_after_cancelling(school, signed_in):
	mentor, guardian = signed_in(MENTOR), signed_in(GUARDIAN)
	plan = stories.plan_awaiting_guardian(signed_in, school)
	data(guardian.call("portal.agree", name=plan, typed_name="A Parent"))
	data(mentor.write(PLAN, plan, decision_comment="Another way to go"))
	data(mentor.act(PLAN, plan, "Cancel Plan"))
	draft = data(mentor.call("plans.amend", plan=plan))["name"]
	assert data(mentor.read(PLAN, draft))["version_number"] == 2
	refused(guardian.ask("portal.plan", name=draft), 404)


def test_two_panel_members_at_once_make_one_case(school, signed_in):
	nomination = stories.nominate(signed_in, school.make_pupil())
	panel = [signed_in(make.COORDINATOR), signed_in(make.SECOND_COORDINATOR)]

	def accept(member):
		return member.call("selection.accept", nomination=nomination, mentor=school.mentor.name)

	with ThreadPoolExecutor(2) as pool:
		answers = sorted(pool.map(accept, panel), key=lambda answer: answer.status_code)
	assert [answer.status_code for answer in answers] == [200, 409]
	case = data(answers[0])["case"]
	refused(answers[1], 409, "AlreadyOpenError", case)
	student = data(panel[0].read(CASE, case))["student"]
	listed = panel[0].session.get(f"/api/resource/{CASE}", params={"filters": f'{{"student": "{student}"}}'})
	assert [row["name"] for row in data(listed)] == [case]


def test_a_guardian_is_invited_and_signs_in(school, signed_in):
	"""The account is there; the password comes by the link in the mail."""
	case = stories.open_case(signed_in, school)
	coordinator = signed_in(make.COORDINATOR)
	assert data(coordinator.call("guardians.invite", case=case, guardian=school.guardian.name)) == GUARDIAN
	refused(
		coordinator.call("guardians.invite", case=case, guardian=school.other_guardian.name),
		417,
		"one of the pupil's guardians",
	)
	refused(signed_in(MENTOR).call("guardians.invite", case=case, guardian=school.guardian.name), 403)


def test_a_guest_gets_nothing(school):
	guest = RestSession(make.server_address())
	for address in ("portal.my_children", "selection.board", "nominations.mine"):
		assert guest.get(f"/api/method/learning_mentor.api.{address}").status_code == 403
	for doctype in (NOMINATION, CASE, PLAN):
		assert guest.get(f"/api/resource/{doctype}").status_code == 403
