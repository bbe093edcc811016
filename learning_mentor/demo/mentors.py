"""The mentors: first all of them able to work, and after the stories as they are today."""

from datetime import date, timedelta
from functools import partial

import frappe
from frappe.utils import add_years, getdate

from learning_mentor.demo.acting import acting_as
from learning_mentor.demo.data import address, read
from learning_mentor.demo.register import Register
from learning_mentor.demo.school import insert
from learning_mentor.learning_mentor.doctype.mentoring_settings.mentoring_settings import get_settings

LAPSED = "samir.khoury"
AWAY, COVER = "bronwen.pugh", "other.mentor"
DAYS_SINCE_LAPSE = 20
LEAVE = (-10, 32)  # days from today


def add_profiles(register: Register) -> None:
	with acting_as(address("coordinator")):
		for row in read("staff")["mentors"]:
			register.once(f"mentor {row['login']}", "Mentor Profile", partial(_make_profile, register, row))


def _make_profile(register: Register, row: dict) -> str:
	return insert(
		"Mentor Profile",
		{
			"user": address(row["login"]),
			"mentor_name": frappe.utils.get_fullname(address(row["login"])),
			"status": "Active",
			"employment": row["employment"],
			"instructor": register.get(f"instructor {row['instructor']}") if row.get("instructor") else None,
			"caseload_limit": row["caseload_limit"],
			"clearance_type": "Enhanced with children's barred list",
			"clearance_issued_on": _issued_on(row),
			"certificate_last_four": f"{4071 + row['caseload_limit'] * 37}",
			"update_service": row["update_service"],
			"availability": [_time(*words) for words in row["availability"]],
			"prior_experience": row["experience"],
			"qualifications": [_qualification(*words) for words in row["qualifications"]],
			**{phase: 1 for phase in row["phases"]},
		},
	)


def _issued_on(row: dict):
	if days := row.get("due_in_days"):
		return add_years(getdate(), -get_settings().clearance_years) + timedelta(days=days)
	return getdate() - timedelta(weeks=row["issued_weeks_ago"])


def _qualification(title: str, provider: str) -> dict:
	return {
		"title": title,
		"provider": provider,
		"completed_on": getdate() - timedelta(weeks=20 + len(title) * 4),
	}


def _time(weekday: str, from_time: str, to_time: str) -> dict:
	return {"weekday": weekday, "from_time": from_time, "to_time": to_time}


def settle(register: Register) -> None:
	"""One check has lapsed and one mentor is on leave: neither could have taken a case as they are now."""
	if register.has("mentors settled"):
		return
	with acting_as(address("coordinator")):
		_let_lapse(frappe.get_doc("Mentor Profile", register.get(f"mentor {LAPSED}")))
		_send_on_leave(register)
	register.mark("mentors settled")


def _let_lapse(profile) -> None:
	profile.clearance_issued_on = add_years(getdate(), -get_settings().clearance_years) - timedelta(
		days=DAYS_SINCE_LAPSE
	)
	profile.save()


def leave() -> tuple[date, date]:
	"""First and last day of the mentor who is on leave."""
	first, last = (getdate() + timedelta(days=days) for days in LEAVE)
	return first, last


def _send_on_leave(register: Register) -> None:
	first, last = leave()
	profile = frappe.get_doc("Mentor Profile", register.get(f"mentor {AWAY}"))
	profile.update({"status": "On Leave", "leave_from": first, "leave_to": last})
	covered_by = register.get(f"mentor {COVER}")
	profile.append("cover", {"covered_by": covered_by, "from_date": first, "to_date": last})
	profile.save()
