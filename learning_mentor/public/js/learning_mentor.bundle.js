import "./desk/calendars";
import "./desk/concern";
import { start_record } from "./desk/records";
import "./desk/shortcuts";
import "./desk/news";
import "./desk/reports";
import "./desk/background_reports";

frappe.provide("learning_mentor");

learning_mentor.start_record = start_record;

/** Ask for values in a dialog. Resolves with them, rejects when the dialog is closed. */
learning_mentor.prompt = (fields, title) =>
	new Promise((resolve, reject) => {
		let answered = false;
		const dialog = frappe.prompt(
			fields,
			(values) => {
				answered = true;
				resolve(values);
			},
			title
		);
		dialog.onhide = () => setTimeout(() => answered || reject(new Error("closed")), 0);
	});

/** The server alone adds rows to a table and takes them away. */
learning_mentor.fix_rows = (frm, table) => {
	frm.set_df_property(table, "cannot_add_rows", 1);
	frm.set_df_property(table, "cannot_delete_rows", 1);
};

/** Fill a new form with values by field: texts where nothing is typed yet, and the rows of tables. */
learning_mentor.take_defaults = (frm, values) => {
	for (const [field, value] of Object.entries(values)) {
		if (Array.isArray(value)) {
			frm.clear_table(field);
			for (const row of value) frm.add_child(field, row);
		} else if (!frm.doc[field]) {
			frm.set_value(field, value);
		}
	}
	frm.refresh_fields();
};

/** Ask for a reason before a workflow action and save it with the document. */
learning_mentor.ask_reason = async (frm, fieldname, question) => {
	frappe.dom.unfreeze();
	const field = { fieldname: "reason", fieldtype: "Small Text", label: question, reqd: 1 };
	const { reason } = await learning_mentor.prompt([field], __("Reason"));
	await frm.set_value(fieldname, reason);
	await frm.save(frm.doc.docstatus === 1 ? "Update" : "Save");
};
