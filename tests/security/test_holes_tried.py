"""Holes found in what Frappe opens, each with a test.

What is tried on a record before it is kept: previews of webhooks and notifications, templates of mails.
"""

import frappe
import pytest

from learning_mentor import hooks
from learning_mentor.guards import requests, templates
from learning_mentor.guards.methods import OVERRIDES
from tests.conftest import session_of
from tests.security import policy
from tests.security.holes import CASE, refused
from tests.security.lane import text_of

ALL_READ = "{{ frappe.get_all('Mentoring Case', fields=['*']) }}"

PREVIEWS = {
	"a field": ({"method": "generate_preview"}, {"preview_document": "{}"}),
	"a field, later": ({"method": "preview_request_body"}, {"preview_document": "{}"}),
	"an argument": ({"method": "preview_message", "args": '{{"preview_document": "{}"}}'}, {}),
	"with spaces": ({"method": "preview_message", "args": '"{}' + " " * 200 + '"'}, {}),
	"a word": ({"method": "preview_message", "args": '"{}"'}, {}),
	"v2": ({"method": "preview_message", "kwargs": '{{"preview_document": "{}"}}'}, {}),
}


@pytest.mark.parametrize("way", PREVIEWS)
@pytest.mark.parametrize("doctype", ["Webhook", "Notification"])
def test_nothing_is_tried_on_a_hidden_record(world, begin, doctype, way):
	more, fields = PREVIEWS[way]
	for situation, opens in ((policy.OTHER, False), (policy.OWN, True)):
		name = world.records[CASE, situation]
		docs = {"doctype": doctype, "webhook_doctype": CASE, "document_type": CASE}
		docs |= {key: value.replace("{}", name) for key, value in fields.items()}
		asked = {key: value.format(name) for key, value in more.items()}
		begin(policy.MENTOR, "POST", "/api/method/run_doc_method", docs=frappe.as_json(docs), **asked)
		_begins(opens)


@pytest.mark.parametrize(
	("path", "more"),
	[
		("/api/v2/document/Notification/zqx/method/preview_message", {}),
		("/api/resource/Notification/zqx", {"run_method": "preview_message"}),
	],
)
def test_nothing_that_is_kept_is_tried_on_a_hidden_record(world, db, begin, path, more):
	frappe.new_doc("Notification").update({"name": "zqx", "document_type": CASE}).db_insert()
	for situation, opens in ((policy.OTHER, False), (policy.OWN, True)):
		begin(policy.MENTOR, "POST", path, **more, preview_document=world.records[CASE, situation])
		_begins(opens)


def _begins(opens: bool) -> None:
	if opens:
		requests.before()
	else:
		with pytest.raises(frappe.PermissionError, match="no such record"):
			requests.before()


def test_a_webhook_is_tried_on_no_hidden_record(world, lane):
	hook = {"doctype": "Webhook", "webhook_doctype": CASE, "webhook_docevent": "on_update"}
	hook["preview_document"] = world.records[CASE, policy.OWN]
	docs = frappe.as_json(hook)
	refused(lane(policy.SYSTEM_MANAGER), "run_doc_method", docs=docs, method="generate_preview")


@pytest.mark.parametrize(
	("template", "fits"),
	[
		("Invoice {{ doc.name }} of {{ _('today') }}{% if doc.x %}!{% endif %}", True),
		("{{ frappe.utils.fmt_money(doc.get('total')) }} {{ doc.get_formatted('date') }}", True),
		("{{ broken", True),
		(None, True),
		(ALL_READ, False),
		("{% set f = frappe %}{{ f.db.sql('select 1') }}", False),
		("{% include 'templates/emails/x.html' %}", False),
		("{{ run_script('x') }}", False),
		("{{ frappe.utils.today() }}{{ frappe.db }}", False),
		("{{ doc.update({'name': 'x'}) }}{{ doc.load_from_db() }}{{ doc.as_json() }}", False),
		("{{ (doc|attr('as_json'))() }}", False),
		("{% macro m() %}{% endmacro %}{{ m() }}", False),
	],
)
def test_whoever_is_no_admin_fills_in_fields(world, db, template, fits):
	repeat = frappe.new_doc("Auto Repeat").update({"message": template})
	with session_of(world.users[policy.MENTOR]):
		for check in (lambda: templates.check(template), lambda: templates.check_auto_repeat(repeat)):
			if fits:
				check()
			else:
				with pytest.raises(frappe.PermissionError, match="fields of its document only"):
					check()
	with session_of(world.users[policy.SYSTEM_MANAGER]):
		templates.check(template)


def test_no_template_comes_along_with_a_request(world, lane):
	method = "frappe.automation.doctype.auto_repeat.auto_repeat.generate_message_preview"
	user = world.users[policy.MENTOR]
	for field in ("message", "subject"):
		asked = {"reference_dt": "User", "reference_doc": user, field: ALL_READ}
		answer = lane(policy.MENTOR).call(method, **asked)
		assert answer.status_code == 403 and "fields of its document only" in text_of(answer)


def test_a_repeated_mail_is_written_without_functions(world, db):
	"""Before the rules of Auto Repeat itself, which want a record type that repeats."""
	check = hooks.doc_events["Auto Repeat"]["validate"]
	repeat = frappe.new_doc("Auto Repeat").update({"message": ALL_READ})
	with (
		session_of(world.users[policy.MENTOR]),
		pytest.raises(frappe.PermissionError, match="fields of its document only"),
	):
		frappe.call(check, repeat)


def test_a_kept_auto_repeat_is_previewed_by_readers_of_its_record(world, db):
	"""Later versions name the Auto Repeat, and nothing else."""
	repeat = frappe.new_doc("Auto Repeat")
	repeat.update({"name": "zqx", "reference_doctype": CASE})
	repeat.reference_document = world.records[CASE, policy.OTHER]
	repeat.db_insert()
	method = "frappe.automation.doctype.auto_repeat.auto_repeat.generate_message_preview"
	foreign = frappe.new_doc("Auto Repeat").update({"name": "zqy", "reference_doctype": "ToDo"})
	foreign.update({"reference_document": "x"}).db_insert()
	other = {"reference_dt": CASE, "reference_doc": repeat.reference_document}
	for asked in ({"name": "zqx"}, {"name": "zqy", **other}, other):
		with session_of(world.users[policy.MENTOR]), pytest.raises(frappe.PermissionError, match="no such"):
			frappe.call(OVERRIDES[method], **asked)
