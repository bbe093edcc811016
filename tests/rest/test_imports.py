"""Imports over the server: the background job, the template, and Frappe's own Data Import beside it."""

import io
import time

import frappe
import pytest

from tests import factories as make
from tests.conftest import begin_request, end_request
from tests.import_factories import agency_row, as_csv, make_import
from tests.rest.conftest import MENTOR, refused

IMPORT, AGENCY = "Mentoring Import", "Support Agency"
PATIENCE = 90  # seconds for the worker, which other jobs may keep busy


@pytest.fixture(scope="module")
def rows(school):
	good, bad = agency_row(), agency_row(min_age="9", max_age="5")
	yield [good, bad]
	for row in (good, bad):
		frappe.delete_doc_if_exists(AGENCY, row["agency_name"], force=True)
	frappe.db.commit()


def wait_for(doctype: str, name: str, field: str, *states: str) -> frappe._dict:
	until = time.monotonic() + PATIENCE
	while time.monotonic() < until:
		end_request()
		begin_request()
		doc = frappe.get_doc(doctype, name)
		if doc.get(field) in states:
			return doc
		time.sleep(0.5)
	raise AssertionError(f"{doctype} {name} is still {doc.get(field)}")


def test_a_file_is_checked_and_imported_by_the_worker(signed_in, rows):
	importing = make_import("Agencies", rows)
	frappe.db.commit()
	coordinator = signed_in(make.COORDINATOR)
	refused(signed_in(MENTOR).call("imports.check", name=importing.name), 403)
	assert coordinator.call("imports.check", name=importing.name).ok
	checked = wait_for(IMPORT, importing.name, "state", "Checked", "Failed")
	assert (checked.state, checked.good_rows, checked.bad_rows) == ("Checked", 1, 1)
	assert not frappe.db.exists(AGENCY, rows[0]["agency_name"])
	refused(coordinator.call("imports.start", name=importing.name), 417, "Bad rows: 1")
	assert coordinator.call("imports.start", name=importing.name, only_good_rows=1).ok
	imported = wait_for(IMPORT, importing.name, "state", "Imported", "Failed")
	assert (imported.made_rows, imported.done_rows, imported.total_rows) == (1, 2, 2)
	assert frappe.db.exists(AGENCY, rows[0]["agency_name"])


def test_frappe_s_data_import_refuses_the_same_rows(signed_in, rows):
	end_request()
	begin_request()
	frappe.delete_doc_if_exists(AGENCY, rows[0]["agency_name"], force=True)
	frappe.db.commit()
	fields = {"agency_name": "Agency", "agency_type": "Type", "min_age": "From age", "max_age": "To age"}
	labels = {field: frappe.get_meta(AGENCY).get_label(field) for field in fields}
	content = as_csv([{labels[field]: row.get(field, "") for field in fields} for row in rows])
	coordinator = signed_in(make.COORDINATOR).session
	values = {"reference_doctype": AGENCY, "import_type": "Insert New Records", "mute_emails": 1}
	with make.session_of("Administrator"):
		data_import = frappe.get_doc({"doctype": "Data Import", **values}).insert()
		file = {"doctype": "File", "file_name": "agencies.csv", "is_private": 1, "content": content}
		attached = {"attached_to_doctype": "Data Import", "attached_to_name": data_import.name}
		data_import.import_file = frappe.get_doc({**file, **attached}).insert().file_url
		data_import.save()
	frappe.db.commit()
	assert coordinator is not None
	from frappe.core.doctype.data_import.importer import Importer

	Importer(AGENCY, data_import=data_import).import_data()
	logs = frappe.get_all(
		"Data Import Log",
		{"data_import": data_import.name},
		["success", "messages", "exception"],
		order_by="log_index",
	)
	assert [log.success for log in logs] == [1, 0]
	assert "To age must not be less than From age" in f"{logs[1].messages}{logs[1].exception}"
	frappe.delete_doc("Data Import", data_import.name, force=True)
	frappe.db.commit()


def test_the_template_is_a_file_of_its_columns(signed_in):
	import openpyxl

	session = signed_in(make.COORDINATOR).session
	address = "/api/method/learning_mentor.api.imports.template"
	text = session.get(address, params={"target": "Nominations"})
	assert text.ok
	assert text.text.splitlines()[0].startswith('"Pupil","Nominated on","Nominated by"')
	sheet = session.get(address, params={"target": "Mentors", "kind": "XLSX"})
	book = openpyxl.load_workbook(io.BytesIO(sheet.content))
	assert [cell.value for cell in book.active[1]][:2] == ["User", "Name"]
	assert session.get(address, params={"target": "Pupils"}).status_code == 417
	refused(signed_in(MENTOR).ask("imports.template", target="Mentors"), 403)
