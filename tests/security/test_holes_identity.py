"""Holes found in what Frappe opens, each with a test.

Writes that name a record and say, in their values, that they are another one or new.

Each goes through the server's own dispatch as the attacker (`lane.Lane`), and is rolled back.
"""

import frappe
import pytest

from tests import factories as make
from tests.conftest import session_of
from tests.security import policy
from tests.security.canaries import text_fields
from tests.security.holes import CASE, rows
from tests.security.lane import Lane, text_of

# Records of another mentor's pupil, as the mentor meets them, and of the other pupil's nomination
HIDDEN = [
	(CASE, policy.MENTOR),
	("Mentoring Action Plan", policy.MENTOR),
	("Mentoring Session", policy.MENTOR),
	("Mentoring Check-in", policy.MENTOR),
	("Mentoring Home Visit", policy.MENTOR),
	("Mentor Profile", policy.MENTOR),
	("Mentoring Nomination", policy.NOMINATING_TEACHER),
]
SET, BULK = "frappe.client.set_value", "frappe.client.bulk_update"
UPDATE = "frappe.desk.doctype.bulk_update.bulk_update.submit_cancel_or_update_docs"


def forged(world, doctype: str) -> tuple[dict, dict]:
	"""What would make a hidden record a new one of the attacker's, and what would make it one they have."""
	own = world.records[doctype, policy.OWN]
	theirs = ["student", "mentor", "case", "nomination", "modified", "user"]
	known = [field for field in theirs if field == "modified" or frappe.get_meta(doctype).has_field(field)]
	values = frappe.db.get_value(doctype, own, known, as_dict=True)
	values.modified = str(values.modified)
	return {"__islocal": 1, **values}, {"name": own, **values}


def ways(doctype: str, name: str, values: dict) -> dict:
	return {
		"put": ("PUT", f"/api/resource/{doctype}/{name}", values),
		"set value": ("POST", f"/api/method/{SET}", {"doctype": doctype, "name": name, "fieldname": values}),
		"bulk": (
			"POST",
			f"/api/method/{BULK}",
			{"docs": frappe.as_json([{"doctype": doctype, "docname": name, **values}])},
		),
		"update": (
			"POST",
			f"/api/method/{UPDATE}",
			{"doctype": doctype, "docnames": [name], "action": "update", "data": values},
		),
	}


@pytest.mark.parametrize(("doctype", "actor"), HIDDEN)
def test_a_hidden_record_is_not_made_into_one_of_the_writer_s(world, lane, doctype, actor):
	hidden = world.records[doctype, policy.OTHER]
	for values in forged(world, doctype):
		for way, asked in ways(doctype, hidden, values).items():
			writer, before = lane(actor), (frappe.db.count(doctype), rows())
			response = writer.open(*asked, look=lambda: (frappe.db.count(doctype), rows()))
			assert response.status_code == 403, (way, text_of(response)[:300])
			assert writer.seen == before


@pytest.mark.parametrize(("doctype", "actor"), HIDDEN)
def test_a_document_that_was_read_stays_the_row_that_it_was(world, db, doctype, actor):
	"""Whoever calls Frappe in another way than by a request that is looked at before."""
	hidden = world.records[doctype, policy.OTHER]
	for values in (*forged(world, doctype), {"name": ""}, {"name": "no-such-record", "__islocal": 1}):
		doc = frappe.get_doc(doctype, hidden)
		doc.update({**forged(world, doctype)[0], "__islocal": 0, **values})
		with session_of(world.users[actor]), pytest.raises(frappe.PermissionError):
			doc.save()


def test_a_calendar_does_not_say_which_record_it_moves(world, lane):
	event = {"doctype": "Mentoring Session", "name": world.records["Mentoring Session", policy.OTHER]}
	event |= {"__islocal": 1, "case": world.records[CASE, policy.OWN]}
	asked = {"args": frappe.as_json(event), "field_map": '{"start": "__islocal", "end": "case"}'}
	assert lane(policy.MENTOR).call("frappe.desk.calendar.update_event", **asked).status_code == 403


def test_a_file_row_of_a_hidden_record_is_not_made_into_one_s_own(world, lane):
	"""Of Frappe's record types: what hangs on records of ours."""
	file = frappe.db.get_value("File", {"attached_to_doctype": CASE, "attached_to_name": victim_of(world)})
	own = {"attached_to_doctype": CASE, "attached_to_name": world.records[CASE, policy.OWN]}
	assert file
	for values in ({"__islocal": 1}, {"name": "another"}):
		asked = lane(policy.MENTOR).open("PUT", f"/api/resource/File/{file}", {**own, **values})
		assert asked.status_code == 403, text_of(asked)[:300]
	doc = frappe.get_doc("File", file)
	doc.update({**own, "__islocal": 1})
	with session_of(world.users[policy.MENTOR]):
		assert not frappe.has_permission("File", "create", doc=doc)


def victim_of(world) -> str:
	return world.records[CASE, policy.OTHER]


def test_a_write_may_repeat_the_name_that_it_is_about(world, lane):
	own = world.records["Mentoring Session", policy.OWN]
	path = f"/api/resource/Mentoring Session/{own}"
	answers = [
		lane(policy.MENTOR).open("PUT", path, {"place": "Library", **more})
		for more in ({}, {"name": own}, {"name": own, "__islocal": 0})
	]
	assert len({(each.status_code, text_of(each)) for each in answers}) == 1  # not that of a refusal
	assert answers[0].status_code != 403


def test_a_row_of_another_record_is_not_written_over(world, lane):
	"""Frappe writes a child row by its name alone."""
	own, hidden = (world.records[CASE, each] for each in (policy.OWN, policy.OTHER))
	row = frappe.db.get_value("Mentoring Aim", {"parent": hidden})
	assert row
	aims = [each.as_dict(convert_dates_to_str=True) for each in frappe.get_doc(CASE, own).aims]
	values = {"aims": [*aims, {"name": row, "aim": "Taken over", "need": make.NEED}]}
	response = lane(policy.MENTOR).open("PUT", f"/api/resource/{CASE}/{own}", values)
	assert response.status_code == 403, text_of(response)[:300]


def test_nor_once_the_record_is_submitted(world, db):
	mine, other = (
		make.make_plan(make.make_case(mentor=world.profiles[policy.MENTOR]), status="Under Review")
		for _number in range(2)
	)
	plan = frappe.get_doc(mine.doctype, mine.name)
	plan.targets[0].name = other.targets[0].name
	with session_of(world.users[policy.MENTOR]), pytest.raises(frappe.PermissionError):
		plan.save()


def test_no_text_of_a_hidden_record_is_in_a_refusal(world, lane):
	hidden = world.records[CASE, policy.OTHER]
	words = [frappe.db.get_value(CASE, hidden, field) for field in text_fields(CASE)]
	assert any(words)
	for values in forged(world, CASE):
		for asked in ways(CASE, hidden, values).values():
			told = text_of(lane(policy.MENTOR).open(*asked))
			assert not [word for word in words if word and word in told]


# What a new record says of an earlier one


def follow(world, doctype: str, hidden: str, **values):
	"""Make a record that says it follows a hidden one: the answer, and how many changes were kept."""
	writer, doc = Lane(world.users[policy.MENTOR]), {"doctype": doctype, **values, "amended_from": hidden}
	versions = {"ref_doctype": doctype}
	before = frappe.db.count("Version", versions)
	made = writer.call(  # Frappe's way by /api/resource commits
		"frappe.client.insert", doc=doc, look=lambda: frappe.db.count("Version", versions) - before
	)
	return made, writer.seen


def test_a_new_plan_follows_a_cancelled_one_of_its_own_case_or_none(world, db):
	"""Frappe reads the earlier one without asking the right, and keeps all of it as what was changed."""
	for hidden in (world.records["Mentoring Action Plan", policy.OTHER], "MP-0000-00000"):
		case = make.make_case(mentor=world.profiles[policy.MENTOR])
		values = {"case": case.name, "summary": "x", "targets": [make.target()]}
		made, kept = follow(world, "Mentoring Action Plan", hidden, **values)
		assert made.status_code in (403, 417) and not kept, text_of(made)[:300]


def test_a_record_of_a_kind_that_follows_none_is_named_by_its_series(world, db):
	values = {
		"case": world.records[CASE, policy.OWN],
		"party": "Teacher",
		"channel": "Phone",
		"contacted_on": frappe.utils.now(),
		"summary": "Called",
		"__newname": "zz-1",
	}
	made, _kept = follow(world, "Mentoring Liaison", "ML-0000-00000", **values)
	assert made.status_code == 200, text_of(made)[:300]
	name = made.json["message"]["name"]
	assert name != "zz-1" and frappe.get_meta("Mentoring Liaison").autoname.partition(".")[0] in name


def test_a_plan_that_is_there_follows_no_other_one_from_now_on(world, db):
	plan = make.make_plan(make.make_case(mentor=world.profiles[policy.MENTOR]))
	with session_of(world.users[policy.MENTOR]):
		plan.update({"amended_from": world.records["Mentoring Action Plan", policy.OTHER]})
		plan.save()
	assert not frappe.db.get_value("Mentoring Action Plan", plan.name, "amended_from")


def test_a_write_is_looked_at_by_whatever_name_it_is_asked(world, lane):
	row = frappe.db.get_value("ToDo", {"reference_type": CASE, "reference_name": victim_of(world)})
	assert row
	asked = {"doctype": "ToDo", "name": row, "fieldname": {"__islocal": 1, "reference_type": None}}
	for path in (SET, f"{SET}/", f"{SET}/more"):
		for more in ({}, {"cmd": ""}):
			response = lane(policy.MENTOR).open("POST", f"/api/method/{path}", {**asked, **more})
			assert response.status_code == 403, (path, more, text_of(response)[:300])


def test_a_name_that_is_no_text_is_no_name(world, lane):
	"""Frappe takes it for filters; a row of one's own may be called as they are written."""
	filters = {"reference_name": victim_of(world)}
	values = {"doctype": "ToDo", "docname": filters, "name": str(filters), "reference_name": ""}
	asked = {"docs": frappe.as_json([values])}
	response = lane(policy.MENTOR).open("POST", f"/api/method/{BULK}", asked)
	assert response.status_code == 403, text_of(response)[:300]
	asked = {"doctype": "ToDo", "name": filters, "fieldname": {"reference_name": ""}}
	response = lane(policy.MENTOR).open("POST", f"/api/method/{SET}", asked)
	assert response.status_code == 403, text_of(response)[:300]


@pytest.mark.parametrize("method", ["frappe.desk.gantt.update_task", "frappe.desk.calendar.update_event"])
@pytest.mark.parametrize("field", ["name", "__islocal"])
def test_a_moved_bar_writes_no_name(world, lane, method, field):
	row = frappe.db.get_value("ToDo", {"reference_type": CASE, "reference_name": victim_of(world)})
	for name in (row, {"reference_name": victim_of(world)}):
		event = {"doctype": "ToDo", "name": name, "start": "1", "end": "", "description": ""}
		event[field] = name if field == "name" else 1
		asked = {
			"args": frappe.as_json(event),
			"field_map": frappe.as_json({"id": "name", "start": field, "end": "reference_type"}),
		}
		response = lane(policy.MENTOR).open("POST", f"/api/method/{method}", asked)
		assert response.status_code == 403, text_of(response)[:300]
