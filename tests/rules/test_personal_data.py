"""Frappe's Personal Data Download and Deletion: a member of staff's own data, and no pupil's."""

import json

import frappe
import pytest
from frappe.client import get as client_get
from frappe.website.doctype.personal_data_download_request.personal_data_download_request import (
	get_user_data,
)

from learning_mentor import hooks
from learning_mentor.data_protection import pupil_records
from tests import factories as make

pytestmark = pytest.mark.usefixtures("db")


def test_a_download_has_the_own_profile_and_readings_and_no_pupil(as_user):
	case = make.make_case()
	mentor, other = make.mentor_user(case), make.make_mentor()
	with as_user(mentor):
		client_get("Mentoring Case", case.name)
	text = get_user_data(mentor)
	data = json.loads(text)
	assert [row["name"] for row in data["Mentor Profile"]] == [case.mentor]
	assert case.name in {row["record"] for row in data["Mentoring Read Log"]}
	assert {row["reader"] for row in data["Mentoring Read Log"]} == {mentor}
	assert case.student_name not in text and other.mentor_name not in text


def test_no_record_about_a_pupil_is_in_a_download():
	"""A download asks for no permission: with a pupil's record in it, a mentor would take the pupil home."""
	listed = {entry["doctype"] for entry in hooks.user_data_fields}
	assert listed and not listed & set(pupil_records.bonds())


def test_a_deletion_redacts_the_own_profile_alone():
	profile, other = make.make_mentor(), make.make_mentor()
	user, name = profile.user, profile.mentor_name
	request = frappe.get_doc({"doctype": "Personal Data Deletion Request", "email": user})
	request.flags.ignore_permissions = True
	request.db_insert()
	request.reload()
	request._anonymize_data(commit=False)
	profile.reload()
	other_name = frappe.db.get_value("Mentor Profile", other.name, "mentor_name")
	text = str(profile.as_dict())
	assert not [word for word in (name, user, "Ten years of youth work") if word in text]
	assert other_name == other.mentor_name
