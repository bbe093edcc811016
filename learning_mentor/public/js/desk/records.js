/** A new record, in its quick entry or form, of the named case or of none. */
export function start_record(doctype, case_name) {
	frappe.new_doc(doctype, {}, (made) => {
		if (!case_name) return;
		if (made.set_value) made.set_value("case", case_name); // the dialog of a quick entry
		else frappe.model.set_value(made.doctype, made.name, "case", case_name);
	});
}
