"""Other people in a text: found as names that are known or look like names, and blotted out."""

import pytest

from learning_mentor.data_protection.third_parties import Finder, redact
from tests import access_factories as ask
from tests import factories as make

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def finder() -> Finder:
	ask.make_classmate()
	return Finder(make.make_student().name)


@pytest.mark.parametrize(
	("text", "out"),
	[
		(f"Sat with {ask.CLASSMATE}'s brother.", "Sat with [another person]'s brother."),
		(f"{ask.CLASSMATE.upper()} was there.", "[another person] was there."),
		("Then Torvald came.", "Then [another person] came."),
		("Write to anna.b+x@school.example now.", "Write to [contact details] now."),
		("Ring +44 20 7946 0018 or (020) 7946-0018.", "Ring [contact details] or [contact details]."),
	],
)
def test_others_are_blotted_out(finder, text, out):
	assert redact(text, finder.find(text)) == out


@pytest.mark.parametrize(
	"text",
	[
		"The day began well. It went on like that.",
		"We met on Monday in March, at 10:30 on 2026-11-25.",
		"The SENCO and the GP agree.",
		"Room 12, page 4 of 17.",
		'She said: "Leave me alone."',
	],
)
def test_words_that_are_nobody_s_name_stay(finder, text):
	assert finder.find(text) == []


def test_the_pupil_s_and_the_staff_s_own_names_stay():
	student, mentor = make.make_student(), make.make_mentor(mentor_name="Rosalind Achterberg")
	finder = Finder(student.name)
	text = f"Today {student.first_name} met {mentor.mentor_name} again."
	assert finder.find(text) == []


def test_a_guardian_is_found_by_a_part_of_the_name():
	guardian = make.make_guardian()
	guardian.db_set("guardian_name", "Ottoline Testname")
	finder = Finder(make.make_student(guardian).name)
	text = "mum (ottoline) called, and the Testname family came"
	assert [text[each.start : each.end] for each in finder.find(text)] == ["ottoline"]
