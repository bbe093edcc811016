"""Frappe's Personal Data Download and Deletion: a member of staff's own data, and no pupil's."""

import json

import frappe
import pytest
from frappe.client import get as client_get
from frappe.website.doctype.personal_data_download_request.personal_data_download_request import (
	get_user_data,
)

from learning_mentor import hooks
from learning_mentor.data_protection import personal_data, pupil_records
from tests import factories as make
from tests.referral_factories import make_mail_account

REQUEST = "Personal Data Download Request"

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


@pytest.fixture
def told():
	"""A mentor who has changed and commented on a case, and printed a report of it."""
	case = make.make_case()
	mentor = make.mentor_user(case)
	about = {"reference_doctype": "Mentoring Case", "reference_name": case.name}
	task = frappe.get_doc({"doctype": "ToDo", "description": "x", "reference_type": "Mentoring Case"})
	task.update({"name": "a-task", "reference_name": case.name}).db_insert()
	of_task = {"reference_doctype": "ToDo", "reference_name": task.name}
	rows = [
		{"doctype": "Comment", "comment_type": "Comment", "content": WORD, **about},
		{"doctype": "Comment", "comment_type": "Comment", "content": WORD, **of_task},
		{
			"doctype": "Comment",
			"comment_type": "Comment",
			"content": "my own words",
			"reference_doctype": "User",
		},
		{"doctype": "Version", "ref_doctype": "Mentoring Case", "docname": case.name, "data": WORD},
		{"doctype": "Communication", "content": WORD, "sender": mentor, "subject": "x", **about},
		{"doctype": "Email Queue", "message": WORD, "sender": mentor},
		{"doctype": "Access Log", "page": WORD, "filters": WORD, "user": mentor},
	]
	for row in rows:
		doc = frappe.get_doc({**row, "owner": mentor})
		doc.set_new_name()
		doc.db_insert()
		doc.db_set("owner", mentor, update_modified=False)
	return case, mentor


WORD = "what-was-said-of-a-pupil"


def test_a_download_has_no_words_about_a_pupil(told):
	"""Whoever was a mentor would take home what they had written."""
	case, mentor = told
	assert get_user_data(mentor).count(WORD) == 7
	data = json.loads(personal_data.own_data(mentor))
	assert WORD not in str(data) and case.student_name not in str(data)
	assert [row["name"] for row in data["Mentor Profile"]] == [case.mentor]
	assert [row["content"] for row in data["Comment"]] == ["my own words"]


def may(user: str, request) -> bool:
	return frappe.has_permission(REQUEST, "read", doc=request, user=user)


def request_of(user: str):
	return frappe.get_doc({"doctype": REQUEST, "user": user})


def test_the_file_has_just_that(told, as_user):
	_case, mentor = told
	make_mail_account()
	frappe.db.set_value("User", mentor, "send_welcome_email", 0)
	with as_user(mentor):
		request = request_of(mentor).insert(ignore_permissions=True)
		request.generate_file_and_send_mail("")
		file = frappe.get_doc("File", {"attached_to_doctype": REQUEST, "attached_to_name": request.name})
		content = file.get_content()
	assert WORD not in content and "my own words" in content


def test_everybody_asks_for_their_own_data(told, as_user):
	"""The web form takes whatever user it is told, with no right to the request."""
	_case, mentor = told
	asking = make.make_mentor().user
	admin = make.make_user("System Manager", email="an.admin@example.com").name
	stranger = make.make_user("Instructor", email="a.stranger@example.com").name
	for user, other in (
		(asking, mentor),
		(asking, stranger),
		(admin, mentor),
		(stranger, "nobody@example.com"),
	):
		with as_user(user), pytest.raises(frappe.PermissionError, match="your own data only"):
			request_of(other).insert(ignore_permissions=True)
	for user, other in ((asking, asking), (asking, asking.upper()), ("Guest", mentor), (admin, stranger)):
		with as_user(user):
			assert request_of(other).insert(ignore_permissions=True).name


def test_a_request_is_the_person_s_whose_data_it_has(told):
	_case, mentor = told
	admin = make.make_user("System Manager", email="an.admin@example.com").name
	stranger = make.make_user("Instructor", email="a.stranger@example.com").name
	request = request_of(mentor).insert(ignore_permissions=True)
	other = request_of(stranger).insert(ignore_permissions=True)
	readers = [[user for user in (admin, mentor) if may(user, each)] for each in (request, other)]
	assert readers == [[], [admin]]


def test_a_job_is_given_no_data(told, monkeypatch):
	"""System Managers read what a job was given."""
	given = []
	monkeypatch.setattr(frappe, "enqueue_doc", lambda *words, **more: given.append((words, more)))
	request_of(told[1]).insert(ignore_permissions=True)
	((_words, more),) = given
	assert more["personal_data"] == "" and more["enqueue_after_commit"]


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
