"""Ways into a plan that lead past its buttons: imports and single values. tests/rest tries bulk approval."""

import frappe
import pytest

from learning_mentor.exceptions import FourEyesError
from tests import factories as make

pytestmark = pytest.mark.usefixtures("db")

PLAN = "Mentoring Action Plan"


@pytest.fixture
def sent(as_user):
	"""A plan that the coordinator has written and sent."""
	case = make.make_case()
	with as_user(make.COORDINATOR):
		plan = make.new_plan(case).insert()
		make.act(plan, "Send for Approval")
	return plan


def stored(plan) -> tuple:
	return frappe.db.get_value(PLAN, plan.name, ["status", "docstatus", "approved_by"])


def test_nobody_may_import_plans(as_user):
	for user in (make.COORDINATOR, make.take_user(make.MENTOR_ROLES).name):
		assert not frappe.has_permission(PLAN, "import", user=user)


@pytest.mark.parametrize(
	"values",
	[
		{"workflow_state": "Pending Guardian Agreement"},
		{"workflow_state": "Active", "docstatus": 1},
		{"status": "Active", "docstatus": 1, "approved_by": "Guest", "agreed_on": "2026-01-01"},
		{"status": "Active", "workflow_state": "Active", "docstatus": 1, "approved_by": "Guest"},
	],
)
def test_an_import_does_not_approve(as_user, sent, values):
	"""As a data import saves a row: with Frappe's flag for imports, on the stored document."""
	frappe.flags.in_import = True
	try:
		with as_user(make.COORDINATOR), pytest.raises(frappe.ValidationError):
			frappe.get_doc(PLAN, sent.name).update(values).save()
	finally:
		frappe.flags.in_import = False
	assert stored(sent) == ("Pending Approval", 0, None)


def test_a_single_value_does_not_approve(as_user, sent):
	with as_user(make.COORDINATOR), pytest.raises(FourEyesError):
		frappe.set_value(PLAN, sent.name, "workflow_state", "Pending Guardian Agreement")
	assert stored(sent) == ("Pending Approval", 0, None)


def test_a_new_plan_is_not_imported_as_approved(as_user):
	case = make.make_case()
	frappe.flags.in_import = True
	try:
		with as_user(make.COORDINATOR):
			plan = make.new_plan(case, status="Active", approved_by="Guest", authors="Guest").insert()
	finally:
		frappe.flags.in_import = False
	assert (plan.status, plan.docstatus, plan.approved_by) == ("Draft", 0, None)
	assert plan.authors == make.COORDINATOR
