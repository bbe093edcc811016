"""Fields that are not the writer's to set: owner, state, approval, mentor and pupil, on real records."""

import frappe
import pytest

from tests import check_in_factories, session_factories, visit_factories
from tests import factories as make
from tests.conftest import session_of

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture(scope="module")
def people(site):
	"""Users of its own: the canary matrix has given the others a profile."""
	make.make_people()
	for place in range(2):
		make.make_user(*make.MENTOR_ROLES, email=f"{GROUP}{make.address(make.MENTOR_ROLES, place)}")
	make.make_user(*make.TEACHER_ROLES, email=f"{GROUP}{make.address(make.TEACHER_ROLES, 0)}")
	make.make_user(*make.TEACHER_ROLES, email=f"{GROUP}{make.address(make.TEACHER_ROLES, 1)}")
	frappe.db.commit()


@pytest.fixture
def stranger(people, db):
	make.free_people(GROUP)
	return make.make_case()


def liaison(case):
	with session_of(make.mentor_user(case)):
		return frappe.get_doc(
			{
				"doctype": "Mentoring Liaison",
				"case": case.name,
				"party": "Teacher",
				"channel": "Phone",
				"contacted_on": frappe.utils.now(),
				"summary": "Called",
			}
		).insert()


RECORDS = {
	"Mentoring Case": lambda case: case,
	"Mentoring Action Plan": make.make_plan,
	"Mentoring Session": lambda case: session_factories.log_session(case),
	"Mentoring Check-in": lambda case: check_in_factories.ask(case, check_in_factories.make_scale()),
	"Mentoring Home Visit": visit_factories.plan_visit,
	"Mentoring Liaison": liaison,
	"Mentoring Nomination": lambda case: frappe.get_doc("Mentoring Nomination", case.nomination),
}
GROUP = "forging."
KEPT = (
	"owner",
	"creation",
	"docstatus",
	"student",
	"mentor",
	"mentor_name",
	"student_name",
	"case",
	"approved_by",
	"open_for",
)


@pytest.mark.parametrize("doctype", RECORDS)
@pytest.mark.parametrize("way", ["put", "set_value", "bulk_update", "import"])
def test_what_is_not_the_writer_s_stays(stranger, doctype, way):
	case = make.make_case()
	record = RECORDS[doctype](case)
	writer = record.owner if doctype == "Mentoring Nomination" else make.mentor_user(case)
	forged = {
		"owner": make.mentor_user(stranger),
		"creation": "2020-01-01 00:00:00",
		"docstatus": 1,
		"student": stranger.student,
		"mentor": stranger.mentor,
		"case": stranger.name,
		"student_name": "Somebody",
		"mentor_name": "Somebody",
		"approved_by": writer,
		"open_for": "x",
		"status": "Completed",
		"workflow_state": "Active",
	}
	known = {field for field in KEPT if record.meta.has_field(field)} | {"owner", "creation", "docstatus"}
	before = frappe.db.get_value(doctype, record.name, sorted(known), as_dict=True)
	for field, value in forged.items():
		if field in known or record.meta.has_field(field):
			frappe.db.savepoint("forged")
			with session_of(writer):
				write(way, doctype, record.name, {field: value})
			after = frappe.db.get_value(doctype, record.name, sorted(known), as_dict=True)
			assert after == before, f"{way} of {field}"
			frappe.db.rollback(save_point="forged")


def write(way: str, doctype: str, name: str, values: dict) -> None:
	"""Write as a caller would; a refusal is as good as values that are not taken."""
	frappe.flags.in_import = way == "import"
	try:
		if way == "set_value":
			frappe.client.set_value(doctype, name, values)
		elif way == "bulk_update":
			frappe.client.bulk_update(frappe.as_json([{"doctype": doctype, "docname": name, **values}]))
		else:
			frappe.get_doc(doctype, name).update(values).save()
	except (frappe.ValidationError, frappe.PermissionError):
		pass
	finally:
		frappe.flags.in_import = False
