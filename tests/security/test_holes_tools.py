"""Holes found in what Frappe opens, each with a test.

Tools of the desk: filters that people keep, jobs, changes of many records, programs that ask for access.
"""

from types import SimpleNamespace

import frappe
import pytest

from learning_mentor import hooks
from learning_mentor.guards import consents, requests
from tests import factories as make
from tests.security import policy
from tests.security.holes import CASE, refused

WORD = "zqx-tools"


@pytest.mark.parametrize(
	("values", "readers"),
	[
		({"for_user": policy.MENTOR}, {policy.MENTOR}),
		({"owner": policy.MENTOR}, {policy.MENTOR, policy.COORDINATOR, policy.OTHER_MENTOR}),
	],
)
def test_filters_on_records_are_their_makers_or_their_readers(world, db, values, readers):
	people = {key: world.users[actor] for key, actor in values.items()}
	row = frappe.new_doc("List Filter").update(
		{"name": WORD, "reference_doctype": CASE, "filters": WORD, **people}
	)
	row.db_insert()
	actors = {policy.MENTOR, policy.COORDINATOR, policy.OTHER_MENTOR, policy.SYSTEM_MANAGER, policy.GUARDIAN}
	condition, check = (getattr(hooks, table)["List Filter"] for table in CHECKS)
	listed, opened = set(), set()
	for actor in actors:
		rows = frappe.call(condition, user=world.users[actor])
		listed |= {actor for _row in frappe.db.sql(f"select 1 from `tabList Filter` where {rows}")}
		opened |= {actor} if frappe.call(check, row, "read", world.users[actor]) is not False else set()
	assert listed == opened == readers


CHECKS = ("permission_query_conditions", "has_permission")


@pytest.mark.parametrize(
	("doctype", "field"), [("Bulk Update", "document_type"), ("Document Naming Settings", "transaction_type")]
)
def test_tools_on_whole_record_types_are_for_who_reads_all_rows(world, lane, doctype, field):
	tool = frappe.as_json({"doctype": doctype, field: CASE})
	method = "bulk_update" if doctype == "Bulk Update" else "preview_series"
	refused(lane(policy.SYSTEM_MANAGER), "run_doc_method", docs=tool, method=method)
	check = hooks.has_permission[doctype]
	for kind, actor, opens in (
		(CASE, policy.COORDINATOR, True),
		(None, "", True),
		(CASE, policy.MENTOR, False),
		("Role", "", True),
	):
		doc = frappe._dict(doctype=doctype, **{field: kind})
		found = frappe.call(check, doc, "read", world.users.get(actor, "Guest"))
		assert (found is not False) == opens


def test_a_job_is_shown_without_what_it_was_given_of_ours(site, monkeypatch):
	"""By the controller that stands in the place of Frappe's."""
	controller = frappe.get_attr(hooks.override_doctype_class["RQ Job"])
	jobs = [
		frappe._dict(arguments='{"doc": {"doctype": "Mentoring Case"}}', exc_info="x"),
		frappe._dict(arguments="{}", exc_info="in learning_mentor/x.py"),
		frappe._dict(arguments='{"doctype": "ToDo"}', exc_info="y"),
	]
	kept = [(None, None), (None, None), ('{"doctype": "ToDo"}', "y")]

	def later(filters=None, start=0, page_length=20, order_by="creation desc"):
		return jobs

	for known in (lambda args: jobs, later):
		monkeypatch.setattr(controller.__mro__[1], "get_list", staticmethod(known))
		more = {"filters": [], "start": 0, "doctype": "RQ Job", "fields": ["*"]} if known is later else {}
		shown = controller.get_list(args={}, **more) if more else controller.get_list({})
		assert [(job.arguments, job.exc_info) for job in shown] == kept


def test_a_job_is_opened_without_what_it_was_given_of_ours(site):
	for text, word in (("Mentoring Case", None), ("User", "User")):
		queued = frappe.enqueue("frappe.utils.now", queue="long", kept=text, job_name=WORD)
		try:
			job = frappe.get_doc("RQ Job", queued.id)
			assert (word or "") in (job.arguments or "") and bool(job.arguments) == bool(word)
		finally:
			queued.delete()


def test_what_is_followed_by_itself_is_dropped_and_the_work_goes_on(world, db):
	"""Frappe follows what some people make or are given: a refusal would be theirs, whoever was at work."""
	user, case = world.users[policy.MENTOR], world.records[CASE, policy.OWN]
	follow = frappe.get_doc(
		{"doctype": "Document Follow", "ref_doctype": CASE, "ref_docname": case, "user": user}
	)
	follow.insert(ignore_permissions=True)
	assert not frappe.db.exists("Document Follow", {"ref_docname": case, "user": user})
	other = {"ref_doctype": "User", "ref_docname": user, "user": user}
	frappe.get_doc({"doctype": "Document Follow", **other}).insert(ignore_permissions=True)
	assert frappe.db.exists("Document Follow", other)


AUTHORIZE = "/api/method/frappe.integrations.oauth2.authorize?client_id=x"


@pytest.mark.parametrize(
	("referer", "is_consent"),
	[
		(f"http://localhost{AUTHORIZE}", True),
		(f"http://localhost:8000{AUTHORIZE}", True),
		("http://localhost/login?redirect-to=x", False),
		(f"https://elsewhere.example{AUTHORIZE}", False),
		("", False),
	],
)
def test_a_link_that_is_followed_is_no_consent(begin, monkeypatch, referer, is_consent):
	begin(policy.MENTOR, "GET", "/api/method/frappe.integrations.oauth2.approve", client_id="x")
	path = frappe.local.request.path
	request = SimpleNamespace(headers={"Referer": referer}, host="localhost", path=path)
	monkeypatch.setattr(frappe.local, "request", request)
	if is_consent:
		consents.check()
	else:
		with pytest.raises(frappe.PermissionError, match="press Allow"):
			consents.check()


@pytest.mark.parametrize("values", [{"skip_authorization": 1}, {}])
def test_a_program_that_needs_no_consent_is_led_on(world, db, begin, values):
	user = world.users[policy.MENTOR]
	frappe.new_doc("OAuth Client").update({"name": WORD, **values}).db_insert()
	if not values:
		token = {"name": WORD, "client": WORD, "user": user, "status": "Active"}
		frappe.new_doc("OAuth Bearer Token").update(token).db_insert()
	begin(policy.MENTOR, "GET", "/api/method/frappe.integrations.oauth2.approve", client_id=WORD)
	consents.check()
	begin(policy.OTHER_MENTOR, "GET", "/api/method/frappe.integrations.oauth2.approve", client_id=WORD)
	if not values:
		with pytest.raises(frappe.PermissionError):
			consents.check()


def test_an_upload_calls_no_consent(begin):
	asked = {"method": "frappe.integrations.oauth2.approve", "client_id": "x"}
	begin(policy.MENTOR, "GET", "/api/method/upload_file", **asked)
	with pytest.raises(frappe.PermissionError):
		requests.before()


def test_a_new_record_takes_over_no_files(world, db):
	for named, kept in (
		("MC-2026-00001", None),
		("new-mentoring-nomination-1", "new-mentoring-nomination-1"),
	):
		nomination = make.new_nomination()
		nomination.set("__temporary_name", named)
		frappe.call(hooks.doc_events[nomination.doctype]["before_insert"], nomination)
		assert nomination.get("__temporary_name") == kept


@pytest.mark.parametrize(
	("doctype", "values"),
	[
		(
			"Bulk Update",
			{"document_type": "ToDo", "condition": "1=0 UNION Select strengths from `tabMentoring Case`"},
		),
		("Bulk Update", {"document_type": "ToDo` union select 1 from `tabUser"}),
		("Document Naming Settings", {"transaction_type": "Comment", "try_naming_series": "{content}"}),
	],
)
def test_tools_on_whole_record_types_ask_for_no_others(world, doctype, values):
	doc = frappe._dict(doctype=doctype, **values)
	check = hooks.has_permission[doctype]
	assert frappe.call(check, doc, "read", world.users[policy.SYSTEM_MANAGER]) is False
	harmless = frappe._dict(
		doctype=doctype, document_type="Role", transaction_type="Role", condition="disabled=1"
	)
	assert frappe.call(check, harmless, "read", world.users[policy.SYSTEM_MANAGER]) is not False


def test_a_filter_is_its_maker_s_whatever_a_change_says(world, db):
	row = frappe.new_doc("List Filter").update(
		{"name": WORD, "reference_doctype": CASE, "owner": "x@example.com"}
	)
	row.for_user = world.users[policy.MENTOR]
	row.db_insert()
	user = world.users[policy.OTHER_MENTOR]
	for values in ({"reference_doctype": "ToDo"}, {"for_user": user}):
		changed = frappe._dict(row.as_dict(), **values)
		assert frappe.call(hooks.has_permission["List Filter"], changed, "write", user) is False


@pytest.mark.parametrize(
	("method", "more"),
	[
		("frappe.desk.doctype.bulk_update.bulk_update.submit_cancel_or_update_docs", {"action": "submit"}),
		("frappe.model.workflow.bulk_workflow_approval", {"action": "Approve"}),
	],
)
def test_many_are_not_moved_in_words_that_tell_hidden_from_missing(world, lane, method, more):
	for name in (world.records[CASE, policy.OTHER], "no-such-case"):
		asked = {"doctype": CASE, "docnames": frappe.as_json([name]), **more}
		refused(lane(policy.MENTOR), method, status=(403,), **asked)
