"""Check-ins that pupils and guardians answer on their own pages, found from the session user alone.

What they read is the questions and the answers to choose from: never a score, a band or a rule of the scale.
"""

import frappe
from frappe import _
from frappe.query_builder import Order

from learning_mentor import guardians, pupils
from learning_mentor.exceptions import MentoringError

PUPIL, GUARDIAN = "Pupil", "Guardian"
SHOWN = ("Asked", "Answered")
COLUMNS = ("name", "student", "scale", "target_text", "answered_as", "status", "asked_on", "answered_on")


def mine() -> list[dict]:
	"""The session user's check-ins, newest first: a pupil's own, and a guardian's about their children.

	``[{"name", "title", "about", "answered_as", "student", "first_name", "asked_on", "answered_on",
	"awaits_answer"}]``. Raises PermissionError for whoever is neither pupil nor guardian.
	"""
	seats = _seats()
	rows = _of_open_cases(sorted({student for student, _role in seats}))
	return [_head(row, seats[_seat_of(row)]) for row in rows if _seat_of(row) in seats and _may_be_shown(row)]


def _of_open_cases(students: list[str]) -> list[dict]:
	"""Check-ins with what `_head` needs, ``plain_words`` of the target included, in one query."""
	if not students:
		return []
	check_in, case = frappe.qb.DocType("Mentoring Check-in"), frappe.qb.DocType("Mentoring Case")
	target = frappe.qb.DocType("Mentoring Plan Target")
	return (
		frappe.qb.from_(check_in)
		.join(case)
		.on((case.name == check_in.case) & (case.status == "Open"))
		.left_join(target)
		.on(
			(target.parent == check_in.plan)
			& (target.parenttype == "Mentoring Action Plan")
			& (target.idx == check_in.target_number)
		)
		.select(*(check_in[column] for column in COLUMNS), target.plain_words)
		.where(check_in.student.isin(students))
		.where(check_in.answered_as.isin((PUPIL, GUARDIAN)) & check_in.status.isin(SHOWN))
		.orderby(check_in.asked_on, check_in.creation, order=Order.desc)
	).run(as_dict=True)


def get(name: str) -> dict:
	"""A check-in of the session user to read and answer.

	As in `mine`, with ``instructions``, ``choices`` as ``[{"answer", "label"}]`` and ``questions`` as
	``[{"number", "text"}]``; the last three are empty once it was answered. Raises PermissionError as `mine`,
	and DoesNotExistError alike for check-ins missing, of others, or not to be shown.
	"""
	doc, first_name = _shown(name)
	check_in = {**_head(doc, first_name), "instructions": None, "choices": [], "questions": []}
	if check_in["awaits_answer"]:
		scale = _scale_of(doc)
		check_in["instructions"] = scale.instructions
		check_in["choices"] = _choices(scale)
		check_in["questions"] = [{"number": item.idx, "text": item.item_text} for item in scale.items]
	return check_in


def answer(name: str, answers: dict | str) -> None:
	"""Answer a check-in once: ``{number of the question: answer}``, or that as JSON; absent is left out.

	Raises as `get`, and MentoringError when it was answered before or an answer is none of the choices.
	"""
	doc, _first_name = _shown(name, lock=True)
	if doc.status != "Asked":
		frappe.throw(_("You have answered these questions already. Thank you!"), MentoringError)
	given = _checked(answers, _scale_of(doc))
	doc.set("answers", [{"item_number": number, "answer": given[number]} for number in given])
	doc.flags.ignore_permissions = True  # nobody here has desk rights; `_shown` has checked theirs
	doc.save()


def _seats() -> dict[tuple[str, str], str]:
	"""First names by (pupil, in which role the session user answers)."""
	student, guardian = pupils.session_student(), guardians.session_guardian()
	if not student and not guardian:
		frappe.throw(
			_("This page is for pupils and guardians. If you are one, ask the school to let you in."),
			frappe.PermissionError,
		)
	seats = {}
	if guardian:
		seats = {(child.name, GUARDIAN): child.first_name for child in guardians.children_of(guardian)}
	if student:
		seats[(student, PUPIL)] = pupils.session_first_name()
	return seats


def _seat_of(row) -> tuple[str, str]:
	return row.student, row.answered_as


def _shown(name: str, lock: bool = False):
	"""A check-in of the session user and the pupil's first name; hidden and missing ones answer alike."""
	seats = _seats()
	found = frappe.db.exists("Mentoring Check-in", {"name": name})
	doc = frappe.get_doc("Mentoring Check-in", name, for_update=lock) if found else None
	if not doc or _seat_of(doc) not in seats or doc.status not in SHOWN or not _is_current(doc):
		frappe.throw(_("There are no such questions."), frappe.DoesNotExistError)
	return doc, seats[_seat_of(doc)]


def _is_current(row) -> bool:
	"""Whether the pupil is being mentored now, and the school may show the scale's questions on a screen."""
	is_open = frappe.db.get_value("Mentoring Case", row.case, "status") == "Open"
	return is_open and _may_be_shown(row)


def _may_be_shown(row) -> bool:
	scale = _scale_of(row)
	return not scale.scores_only and not scale.disabled and scale.is_licensed_on()


def _scale_of(row):
	return frappe.get_cached_doc("Mentoring Scale", row.scale)


def _head(row, first_name: str) -> dict:
	return {
		"name": row.name,
		"title": _title(_scale_of(row).measures, row.answered_as),
		"about": _about(row),
		"answered_as": row.answered_as,
		"student": row.student,
		"first_name": first_name,
		"asked_on": row.asked_on,
		"answered_on": row.answered_on,
		"awaits_answer": row.status == "Asked",
	}


def _about(row) -> str | None:
	"""The target that is asked about, in the family's words where the plan has them."""
	if not row.target_text:
		return None
	if isinstance(row, dict):  # one of `_of_open_cases`
		return row.plain_words or row.target_text
	target = {"parenttype": "Mentoring Action Plan", "parent": row.plan, "idx": row.target_number}
	return frappe.db.get_value("Mentoring Plan Target", target, "plain_words") or row.target_text


def _title(measures: str, answered_as: str) -> str:
	"""What it is about in the reader's words: names of scales are made for staff."""
	if answered_as == PUPIL:
		titles = {
			"Confidence and self-esteem": _("How sure of yourself do you feel?"),
			"Feelings at school": _("How does school feel for you?"),
			"Goal progress": _("How near is your goal?"),
		}
		return titles.get(measures, _("A few questions for you"))
	titles = {
		"Confidence and self-esteem": _("How sure of themselves is your child?"),
		"Feelings at school": _("How does school feel for your child?"),
		"Goal progress": _("How near is your child's goal?"),
	}
	return titles.get(measures, _("A few questions about your child"))


def _choices(scale) -> list[dict]:
	"""All answers of a scale; a number without a label stands for itself, and then all show theirs."""
	labels = {row.answer: row.label for row in scale.labels}
	numbers = range(scale.lowest, scale.highest + 1)
	if all(number in labels for number in numbers):
		return [{"answer": number, "label": labels[number]} for number in numbers]
	return [{"answer": number, "label": f"{number} {labels.get(number, '')}".strip()} for number in numbers]


def _checked(answers: dict | str, scale) -> dict[int, str]:
	"""The answers given, by number of the question. Takes text or whole numbers, and nothing that rounds."""
	questions = {str(item.idx): item.idx for item in scale.items}
	choices = {str(choice["answer"]) for choice in _choices(scale)}
	given = {
		str(number): str(value).strip()
		for number, value in _parsed(answers).items()
		if value not in (None, "")
	}
	for number, value in given.items():
		if number not in questions:
			frappe.throw(_("The questions have changed. Please open this page again."), MentoringError)
		if value not in choices:
			frappe.throw(_("Question {0}: choose one of the answers shown.").format(number), MentoringError)
	if not given:
		frappe.throw(_("Choose at least one answer. You may leave out the others."), MentoringError)
	return {questions[number]: value for number, value in given.items()}


def _parsed(answers: dict | str) -> dict:
	try:
		parsed = frappe.parse_json(answers)
	except ValueError:
		parsed = None
	if not isinstance(parsed, dict):
		frappe.throw(_("Your answers did not arrive. Please send them again."), MentoringError)
	return parsed
