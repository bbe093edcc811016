"""The handover pack: just what consent covers, in its data and on its paper, and as its schema says."""

import itertools
import json
from pathlib import Path

import frappe
import pytest
from jsonschema import Draft202012Validator

from learning_mentor.exceptions import MentoringError
from learning_mentor.transition import pack as transition_pack
from tests import factories as make
from tests import transition_factories as transitions
from tests.conftest import CLONE
from tests.transition_factories import ALL, TEXTS

SCHEMA = Path(frappe.get_app_path("learning_mentor", "public", "handover-pack.schema.json"))
# section of a consent -> words that are in the plan for it and nowhere else
WORDS = {
	"share_words": (TEXTS["worries"], TEXTS["hopes"]),
	"share_strengths": (TEXTS["strengths"],),
	"share_works": (TEXTS["what_works"],),
	"share_avoid": (TEXTS["what_to_avoid"],),
	"share_people": (TEXTS["people"],),
	"share_steps": ("Buddyfinding",),
}
NEVER = ("Staffnote", "dana.reed", "Safeguardingword", "Canaryneed")
COMBINATIONS = [combination for size in (1, 2, 5, 6) for combination in itertools.combinations(ALL, size)]


@pytest.fixture(scope="module")
def schema():
	return Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


@pytest.fixture
def plan(db):
	"""A plan with words of its own in each section, and others beside it that nobody agreed to share."""
	case = transitions.make_case()
	case.append("needs", {**make.rating(), "evidence": "Canaryneed"})
	case.save()
	steps = [{"step": "Buddyfinding", "due_date": "2090-01-02", "note": "Staffnote"}]
	return transitions.make_plan(case, steps=steps)


def expected(sections: tuple[str, ...]) -> tuple[set[str], set[str]]:
	shown = {word for section in sections for word in WORDS[section]}
	return shown, {word for words in WORDS.values() for word in words} - shown


def test_the_pack_has_just_what_consent_covers_at_each_combination(plan, schema):
	for sections in COMBINATIONS:
		transitions.agree(plan, pupil=sections)
		pack = transition_pack.build(plan)
		text = json.dumps(pack)
		shown, hidden = expected(sections)
		assert [word for word in shown if word not in text] == [], sections
		assert [word for word in (*hidden, *NEVER) if word in text] == [], sections
		assert list(schema.iter_errors(pack)) == [], sections
		assert len(pack["sections"]) == len(sections)


@pytest.mark.parametrize("sections", [("share_words",), ("share_avoid", "share_steps"), ALL[:3], ALL])
def test_the_paper_has_no_more_than_the_data(plan, sections):
	transitions.agree(plan, guardian=sections)
	text = transitions.text_of(transition_pack.as_pdf(transition_pack.build(plan)))
	shown, hidden = expected(sections)
	assert [word for word in shown if word not in text] == []
	assert [word for word in (*hidden, *NEVER) if word in text] == []
	assert plan.student_name in text


def test_the_schema_refuses_what_is_no_pack(plan, schema):
	transitions.agree(plan)
	pack = transition_pack.build(plan)
	for change in (
		{"extra": 1},
		{"sections": {}},
		{"sections": {"needs": ["x"]}},
		{"child_protection_file": "enclosed"},
		{"transfer_date": "soon"},
	):
		assert list(schema.iter_errors({**pack, **change})), change


def test_the_schema_in_the_docs_is_the_one_that_ships():
	in_docs = (CLONE / "docs" / "handover-pack.schema.json").read_text(encoding="utf-8")
	assert in_docs == SCHEMA.read_text(encoding="utf-8")
	Draft202012Validator.check_schema(json.loads(in_docs))


@pytest.mark.parametrize("party", ["Pupil", "Guardian"])
def test_there_is_no_pack_without_consent(plan, party):
	with pytest.raises(MentoringError, match="Consent to share is missing"):
		transition_pack.build(plan)
	transitions.agree(plan)
	transitions.withdraw(plan, party)
	with pytest.raises(MentoringError, match="has withdrawn the consent"):
		transition_pack.build(plan)


def test_there_is_no_pack_of_words_that_nobody_has_agreed_to(plan, as_user):
	transitions.agree(plan)
	with as_user(make.mentor_user(plan)):
		plan.update({"people": "A new person"}).save()
	with pytest.raises(MentoringError, match="ask again"):
		transition_pack.build(plan)


def test_markup_that_somebody_typed_is_text(plan, as_user):
	with as_user(make.mentor_user(plan)):
		plan.update({"what_works": "<img src=http://127.0.0.1/x> {{ 7*7 }} <b>bold</b>"}).save()
	transitions.agree(plan)
	text = transitions.text_of(transition_pack.as_pdf(transition_pack.build(plan)))
	assert "<b>bold</b>" in text
	assert "{{ 7*7 }}" in text


def test_staff_who_may_not_read_the_plan_get_no_pack(plan, as_user):
	transitions.agree(plan)
	with as_user(make.mentor_user(plan)):
		assert transition_pack.for_staff(plan.name)["pupil"]["name"] == plan.student_name
	assert frappe.db.count("Mentoring Read Log", {"way": "Print", "record": plan.name}) == 1
	for user in (make.make_mentor().user, make.make_teacher().name):
		with as_user(user), pytest.raises(frappe.PermissionError):
			transition_pack.for_staff(plan.name)
