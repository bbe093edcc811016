"""Holes found in what Frappe opens, each with a test.

Lists with somebody else's eyes, and forms that show the record that they name.
"""

import frappe
import pytest

from learning_mentor import hooks
from learning_mentor.exceptions import MentoringError
from learning_mentor.guards import error_log, references, requests, traces
from learning_mentor.guards.methods import OVERRIDES
from tests.conftest import session_of
from tests.security import policy
from tests.security.holes import CASE, refused, there_is
from tests.security.lane import text_of

CONDITIONS = hooks.permission_query_conditions
RUN = "frappe.desk.query_report.run"
EXPORT = {"file_format_type": "CSV", "visible_idx": [0]}
OF_ANOTHER = "Permitted Documents For User"
ALL_READ = "{{ frappe.get_all('Mentoring Case', fields=['*']) }}"


@pytest.mark.parametrize(
	("actor", "situations"),
	[
		(policy.SYSTEM_MANAGER, ()),
		(policy.UNASSIGNED_TEACHER, ()),
		(policy.MENTOR, (policy.OWN, policy.CLOSED)),
	],
)
def test_nobody_lists_with_the_eyes_of_another(world, db, actor, situations):
	coordinator = world.users[policy.COORDINATOR]
	own, condition = {world.records[CASE, each] for each in situations}, CONDITIONS[CASE]
	with session_of(world.users[actor]):
		cases = frappe.db.sql(
			f"select name from `tab{CASE}` where {frappe.call(condition, user=coordinator)}"
		)
		tasks = frappe.get_list("ToDo", {"reference_type": CASE}, "reference_name", user=coordinator)
	assert {name for (name,) in cases} == own
	assert {task.reference_name for task in tasks} <= own
	assert not frappe.call(condition, user=coordinator), "Administrator lists with anybody's eyes"


@pytest.mark.parametrize("doctype", [CASE, "Mentoring Safeguarding Note", "ToDo", "File"])
def test_a_report_of_what_another_may_read_shows_no_more(world, lane, doctype):
	for actor in (policy.COORDINATOR, policy.LEAD):
		asked = {"report_name": OF_ANOTHER, "filters": {"user": world.users[actor], "doctype": doctype}}
		for user in (world.users[actor], None):
			answer = lane(policy.SYSTEM_MANAGER).call(RUN, **asked, user=user)
			assert not world.aviary.leaks(policy.SYSTEM_MANAGER, text_of(answer), False)


@pytest.mark.parametrize("more", [{}, {"cmd": "frappe.desk.query_report.export_query", **EXPORT}])
def test_a_filter_does_not_tell_who_may_read_a_record(world, lane, more):
	"""Later versions ask the rights of whoever the caller names to whatever record the caller names."""
	path = more.get("cmd", RUN)
	for name in (world.records[CASE, policy.OTHER], "no-such-case"):
		for value in (name, [name]):
			field = {"fieldname": "x", "fieldtype": "Link", "options": CASE}
			asked = {"report_name": "ToDo", "filters": {"x": value}, "js_filters": [field]}
			user = world.users[policy.OTHER_MENTOR]
			refused(lane(policy.MENTOR), path, status=(403,), **asked, user=user, **EXPORT)


def test_a_filter_that_a_report_keeps_does_not_either(world, lane):
	report = frappe.new_doc("Report")
	report.update(
		{"report_name": "zqx", "ref_doctype": "ToDo", "report_type": "Script Report", "name": "zqx"}
	)
	row = {
		"fieldname": "x",
		"fieldtype": "Link",
		"options": CASE,
		"label": "x",
		"parent": "zqx",
		"name": "zqx",
	}
	kept = frappe.get_doc(
		{"doctype": "Report Filter", "parenttype": "Report", "parentfield": "filters", **row}
	)
	with there_is(report), there_is(kept):
		other = world.records[CASE, policy.OTHER]
		answer = lane(policy.MENTOR).call(RUN, report_name="zqx", filters={"x": other})
		assert answer.status_code == 403 and "no such record" in text_of(answer)


def test_a_filter_names_what_its_user_may_read(world, lane):
	fields = [
		{"fieldname": "case", "fieldtype": "Link", "options": CASE},
		{"fieldname": "mentor", "fieldtype": "Link", "options": "Mentor Profile"},
	]
	filters = {
		"case": world.records[CASE, policy.OWN],
		"mentor": world.profiles[policy.OTHER_MENTOR].name,
	}
	asked = {"report_name": "Case Chronology", "filters": filters, "js_filters": fields}
	assert lane(policy.MENTOR).call(RUN, **asked).status_code == 200


def test_who_mentors_a_case_is_not_told_by_closing_a_task(world, lane):
	asked = {"doctype": CASE, "assign_to": world.users[policy.GUARDIAN], "ignore_permissions": 1}
	path = "frappe.desk.form.assign_to.close"
	for name in (world.records[CASE, policy.OWN], "no-such-case"):
		if path in OVERRIDES:
			refused(lane(policy.GUARDIAN), path, status=(403,), **asked, name=name)
		else:
			with session_of(world.users[policy.GUARDIAN]), pytest.raises(frappe.PermissionError):
				traces.close_task(frappe._dict(**asked, name=name), lambda: pytest.fail("Frappe was asked"))


@pytest.mark.parametrize("doctype", sorted(references.SHOWS))
def test_a_form_shows_no_record_that_its_user_may_not_read(world, db, doctype):
	kind, name = references.SHOWS[doctype]
	for situation, opens in ((policy.OWN, True), (policy.OTHER, False)):
		form = frappe._dict({"doctype": doctype, kind: CASE, name: world.records[CASE, situation]})
		found = frappe.call(hooks.has_permission[doctype], form, "read", world.users[policy.MENTOR])
		assert (found is not False) == opens
	form = frappe._dict({"doctype": doctype, kind: CASE, name: None})
	assert references.has_permission(form, "read", world.users[policy.MENTOR]) is not False


@pytest.mark.parametrize("actor", [policy.GUARDIAN, policy.UNASSIGNED_TEACHER, policy.SYSTEM_MANAGER])
def test_nobody_downloads_what_a_mentor_has_written(world, lane, actor):
	"""A form of the website, which takes whatever user it is told."""
	data = frappe.as_json({"user": world.users[policy.MENTOR], "user_name": "x"})
	path = "frappe.website.doctype.web_form.web_form.accept"
	answer = lane(actor).call(path, web_form="request-data", data=data)
	assert answer.status_code == 403 and "your own data only" in text_of(answer)


def test_a_download_is_opened_by_the_person_whose_data_it_has(world, lane):
	kind = "Personal Data Download Request"
	asked = frappe.new_doc(kind).update({"name": "zqx", "user": world.users[policy.MENTOR], "user_name": "x"})
	with there_is(asked):
		assert lane(policy.SYSTEM_MANAGER).open("GET", f"/api/resource/{kind}/zqx").status_code == 403


@pytest.mark.parametrize(
	("named", "is_ours"), [(CASE, True), ({CASE: ["x"]}, True), ("ToDo", False), ({"ToDo": ["x"]}, False)]
)
def test_records_are_not_printed_into_a_file_that_hangs_on_none(begin, named, is_ours):
	path = "/api/method/frappe.utils.print_format.download_multi_pdf_async"
	begin(policy.MENTOR, "POST", path, doctype=named, name='["x"]')
	if is_ours:
		with pytest.raises(MentoringError, match="one by one"):
			requests.before()
	else:
		requests.before()


def test_how_a_job_failed_is_kept_without_values(db):
	log = frappe.new_doc("Scheduled Job Log").update({"status": "Failed"})
	log.scheduled_job_type = frappe.get_all("Scheduled Job Type", pluck="name", limit=1)[0]
	log.insert(ignore_permissions=True)
	told = 'Traceback\n  File "learning_mentor/x.py", line 1, in f\n    g(pupil)\n      pupil = "Kay"'
	told += "\nKeyError: 1"
	log.db_set("details", told)
	kept = frappe.db.get_value(log.doctype, log.name, "details")
	assert "Kay" not in kept and "g(pupil)" in kept and "KeyError: 1" in kept
	other = told.replace("learning_mentor", "another_app")
	log.db_set("details", other)
	assert frappe.db.get_value(log.doctype, log.name, "details") == other
	assert error_log.OURS.search(told)


def test_a_web_form_does_not_offer_all_records_to_choose_from(db):
	form = {"doctype": "Web Form", "title": "x", "doc_type": "ToDo", "module": "Core", "login_required": 1}
	field = {"fieldname": "reference_name", "fieldtype": "Link", "options": CASE, "label": "A case"}
	field["allow_read_on_all_link_options"] = 1
	with pytest.raises(frappe.ValidationError, match="A case"):
		frappe.get_doc({**form, "web_form_fields": [field]}).run_method("validate")


def test_many_are_not_changed_in_words_that_tell_hidden_from_missing(world, lane):
	own = world.records[CASE, policy.OWN]
	for name in (world.records[CASE, policy.OTHER], "no-such-case"):
		for more in ({}, {"name": own}):
			docs = frappe.as_json([{"doctype": CASE, "docname": name, "aftercare_notes": "x", **more}])
			for kind in ({}, {"doctype": "ToDo"}):
				refused(lane(policy.MENTOR), "frappe.client.bulk_update", status=(403,), docs=docs, **kind)


def test_a_page_of_a_record_tells_no_guest_whether_it_is_there(world, lane):
	answers_given = {
		(answer.status_code, text_of(answer))
		for name in (world.records[CASE, policy.OTHER], "no-such-case")
		for answer in [lane(policy.GUEST).open("GET", f"/{CASE}/{name}")]
	}
	assert len(answers_given) == 1 and next(iter(answers_given))[0] == 403
