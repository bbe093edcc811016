"""Never run: dev/static_checks.py expects each rule to find its line here, so that no rule is blind."""

import frappe


@frappe.whitelist(allow_guest=True)
def guest(doctype, name):
	frappe.db.sql(f"select * from `tab{doctype}`")
	frappe.get_doc(doctype, name).save(ignore_permissions=True)
	frappe.db.commit()
	frappe.render_template(name, {})
	return frappe.get_all(doctype)


@frappe.whitelist()
def document(doctype, name):
	return frappe.get_doc(doctype, name).as_dict()
