"""What is decided on an access request, line by line."""

import frappe
import pytest

from learning_mentor import safeguarding
from learning_mentor.data_protection import access_requests
from learning_mentor.exceptions import LockedTextError, MentoringError
from tests import access_factories as ask
from tests import factories as make
from tests.access_factories import finished, lines, reviewed

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def story():
	return ask.make_told_case()


def test_release_shows_a_text_as_it_is_and_an_own_redaction_is_taken(as_user, officer, story):
	request = reviewed(story.case.student, officer, as_user)
	with as_user(officer):
		for row in request.items:
			if row.path.endswith("/pupil_said"):
				row.decision = "Release"
			if row.path.endswith("/next_steps"):
				row.update({"decision": "Redact", "redacted": "Ask for the key."})
		request.save()
	_pack, text, _names = finished(request, officer, as_user)
	assert f"I sat with {ask.CLASSMATE}" in text
	assert "Ask for the key." in text and "Torvald" not in text


def test_who_decided_is_kept_and_cannot_be_written(as_user, officer, lead, story):
	request = reviewed(story.case.student, officer, as_user)
	row = request.items[0]
	row.update({"decision": "Withhold", "reason": "About somebody else", "decided_by": lead, "original": "x"})
	with as_user(officer):
		request.save()
	request.reload()
	row = request.items[0]
	assert (row.decision, row.decided_by) == ("Withhold", officer) and row.original != "x"


def test_lines_are_not_added_or_taken_away_by_hand(as_user, officer, story):
	request = reviewed(story.case.student, officer, as_user)
	with as_user(officer):
		request.items.pop()
		with pytest.raises(LockedTextError):
			request.save()
		request.reload()
		request.append("items", {"path": "x", "decision": "Release"})
		with pytest.raises(LockedTextError):
			request.save()


def test_withholding_needs_a_reason(as_user, officer, story):
	request = reviewed(story.case.student, officer, as_user)
	request.items[0].decision = "Withhold"
	with as_user(officer), pytest.raises(MentoringError, match="reason"):
		request.save()


def test_no_pack_while_a_line_is_open(as_user, officer, story):
	request = reviewed(story.case.student, officer, as_user)
	with as_user(officer), pytest.raises(MentoringError, match="open"):
		access_requests.make_pack(request.name)


def test_records_that_change_after_the_review_are_reviewed_again(as_user, officer, story):
	request = reviewed(story.case.student, officer, as_user)
	ask.decide_the_rest(request, officer)
	frappe.db.set_value("Mentoring Session", story.session.name, "pupil_said", f"{ask.CLASSMATE} left.")
	with as_user(officer):
		with pytest.raises(MentoringError, match="review again"):
			access_requests.make_pack(request.name)
		assert access_requests.review(request.name)["undecided"] == 1


def test_a_safeguarding_note_is_a_line_without_words_that_a_lead_decides(as_user, officer, lead, story):
	with as_user(make.mentor_user(story.case)):
		note = safeguarding.raise_concern("Mentoring Case", story.case.name, "ZEBRA-WORDS of the concern")
	request = reviewed(story.case.student, officer, as_user)
	line = lines(request)[f"Mentoring Safeguarding Note/{note}"]
	assert line.kind == "Safeguarding note" and not line.original and not line.decision
	assert "ZEBRA-WORDS" not in frappe.as_json(request.as_dict())
	with pytest.raises(frappe.PermissionError):
		ask.decide(request, officer, "Release", record=note)
	ask.decide(request, lead, "Withhold", "It would do harm", record=note)
	_pack, text, _names = finished(request, officer, as_user)
	assert "ZEBRA-WORDS" not in text and note not in text


def test_a_lead_may_release_a_note(as_user, lead, story):
	with as_user(make.mentor_user(story.case)):
		note = safeguarding.raise_concern("Mentoring Case", story.case.name, "Words that may go out")
	request = reviewed(story.case.student, lead, as_user)
	ask.decide(request, lead, "Release", record=note)
	_pack, text, _names = finished(request, lead, as_user)
	assert "Words that may go out" in text


def test_what_a_concern_came_up_in_is_held_back_as_serious_harm(as_user, officer, lead, story):
	with as_user(make.mentor_user(story.case)):
		safeguarding.raise_concern("Mentoring Session", story.session.name, "Said in the session")
	request = reviewed(story.case.student, officer, as_user)
	line = lines(request)[f"Mentoring Session/{story.session.name}"]
	assert line.kind == "Serious harm"
	with pytest.raises(frappe.PermissionError):
		ask.decide(request, officer, "Release", "No harm", path=line.path)
	with pytest.raises(MentoringError, match="reason"):
		ask.decide(request, lead, "Release", path=line.path)
	ask.decide(request, lead, "Withhold", "It would do harm", path=line.path)
	ask.decide(request, lead, "Withhold", "It would do harm", kind="Safeguarding note")
	pack, _text, _names = finished(request, officer, as_user)
	assert story.session.name not in {record["name"] for record in pack["records"]}


def test_files_of_records_go_out_only_when_released(as_user, officer, story):
	attached = {"attached_to_doctype": "Mentoring Case", "attached_to_name": story.case.name, "is_private": 1}
	for name in ("out.txt", "kept.txt"):
		frappe.get_doc(
			{"doctype": "File", "file_name": name, "content": f"words of {name}", **attached}
		).insert()
	request = reviewed(story.case.student, officer, as_user)
	released = next(row.path for row in request.items if row.kind == "File" and row.found.startswith("out"))
	ask.decide(request, officer, "Release", path=released)
	_pack, _text, names = finished(request, officer, as_user)
	files = [name for name in names if name.startswith("files/")]
	assert len(files) == 1 and "out" in files[0]


def test_comments_on_records_are_in_the_pack(as_user, officer, story):
	story.plan.add_comment("Comment", "A word under the plan")
	request = reviewed(story.case.student, officer, as_user)
	_pack, text, _names = finished(request, officer, as_user)
	assert "A word under the plan" in text
