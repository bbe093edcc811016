"""The people of the school: logins, teachers, guardians, pupils and their enrolment."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial

import frappe
from frappe.utils import getdate
from frappe.utils.password import update_password

from learning_mentor.demo import school_year
from learning_mentor.demo.data import DOMAIN, address, pupil_key, read
from learning_mentor.demo.register import Register
from learning_mentor.demo.school import current_year, insert, program_of

PASSWORD = "mentor-demo"
PUPIL_WITH_LOGIN = "callum.whitlock"
AGE_IN_YEAR_7 = 11


def add_people(register: Register) -> None:
	for person in read("staff")["users"]:
		register.once(f"user {person['login']}", "User", partial(_make_user, person))
		frappe.db.commit()  # Frappe makes the contact of a user in the background, and needs to find the user
	for teacher in read("staff")["instructors"]:
		values = {"instructor_name": teacher["name"]}
		register.once(f"instructor {teacher['key']}", "Instructor", partial(insert, "Instructor", values))
	with _no_logins_for_pupils():
		for number, family in enumerate(read("families")):
			_add_family(register, family, number)


def _make_user(person: dict) -> str:
	user = frappe.new_doc("User")
	user.update(
		{
			"email": address(person["login"]),
			"first_name": person["first_name"],
			"last_name": person["last_name"],
			"send_welcome_email": 0,
		}
	)
	for role in person["roles"]:
		user.append("roles", {"role": role})
	user.flags.no_welcome_mail = True
	user.insert()
	_keep_to_roles(user, person["roles"])
	return user.name


def set_passwords(register: Register, password: str) -> None:
	"""Let everybody sign in with this password; whoever has one from an earlier run keeps that."""
	for user in register.names("User"):
		if not register.has(f"password {user}"):
			update_password(user, password)
			register.mark(f"password {user}")


def _keep_to_roles(user, roles: list[str]) -> None:
	"""Where nobody but Administrator manages the site, Frappe makes the next new user a System Manager."""
	frappe.db.delete("Has Role", {"parenttype": "User", "parent": user.name, "role": ["not in", roles]})
	frappe.clear_cache(user=user.name)


@contextmanager
def _no_logins_for_pupils() -> Iterator[None]:
	"""Education makes a login with a welcome mail for each new pupil, unless its settings say not to."""
	doctype, field = "Education Settings", "user_creation_skip"
	if not (frappe.db.exists("DocType", doctype) and frappe.get_meta(doctype).has_field(field)):
		yield
		return
	before = frappe.db.get_single_value(doctype, field)
	frappe.db.set_single_value(doctype, field, 1)
	try:
		yield
	finally:
		frappe.db.set_single_value(doctype, field, before)


def _add_family(register: Register, family: dict, number: int) -> None:
	guardians: list[dict] = []
	for row in family["guardians"]:
		phone = f"07700 900{number * 2 + len(guardians):03d}"  # numbers kept free for invented people
		name = register.once(f"guardian {row['name']}", "Guardian", partial(_make_guardian, row, phone))
		guardians.append({"guardian": name, "guardian_name": row["name"], "relation": row["relation"]})
	for child in family["children"]:
		key = pupil_key(child)
		register.once(f"pupil {key}", "Student", partial(_make_pupil, child, guardians))
		enrolled = partial(_enrol, register.get(f"pupil {key}"), child)
		register.once(f"enrolment {key}", "Program Enrollment", enrolled)


def _make_guardian(row: dict, phone: str) -> str:
	user = row["email"] if frappe.db.exists("User", row["email"] or "") else None
	return insert(
		"Guardian",
		{
			"guardian_name": row["name"],
			"email_address": _guardian_address(row),
			"mobile_number": phone,
			"user": user,
		},
	)


def _guardian_address(row: dict) -> str | None:
	if row["email"] == "home":
		return f"{row['name'].lower().replace(' ', '.')}@home.{DOMAIN}"
	return row["email"]


def _make_pupil(child: dict, guardians: list[dict]) -> str:
	with_login = pupil_key(child) == PUPIL_WITH_LOGIN
	email = address("pupil" if with_login else pupil_key(child))
	return insert(
		"Student",
		{
			"first_name": child["first_name"],
			"last_name": child["last_name"],
			"gender": child["gender"] if frappe.db.exists("Gender", child["gender"]) else None,
			"date_of_birth": _birthday(child),
			"joining_date": _first_day(),
			"student_email_id": email,
			"user": email if with_login else None,
			"enabled": 1,
			"guardians": [dict(row) for row in guardians],
		},
	)


def _birthday(child: dict) -> date:
	"""A day that fits the year group: eleven years old when Year 7 begins."""
	years = AGE_IN_YEAR_7 + child["year"] - 7 + 1
	first = date(school_year.first_year_of(getdate()) - years, school_year.FIRST_MONTH, 1)
	return first + timedelta(days=random.Random(pupil_key(child)).randrange(365))


def _first_day() -> date:
	return school_year.year_dates(school_year.first_year_of(getdate()))[0]


def _enrol(student: str, child: dict) -> str:
	row = program_of(child)
	enrolment = frappe.get_doc(
		{
			"doctype": "Program Enrollment",
			"student": student,
			"student_name": frappe.db.get_value("Student", student, "student_name"),
			"program": row["program"],
			"academic_year": current_year(),
			"student_batch_name": row["group"],
			"enrollment_date": _first_day(),
		}
	)
	return enrolment.insert().submit().name
