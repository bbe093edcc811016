// A comment or a mail about a record of ours is not sent to open forms: they ask for it, with their user's right.
$(document).on("app_ready", () => frappe.realtime.on("mentoring_docinfo", ask_anew)); // not connected before

function ask_anew({ doctype, name }) {
	const form = window.cur_frm;
	if (form?.doctype !== doctype || form.docname !== name) return;
	frappe
		.call({ method: "frappe.desk.form.load.get_docinfo", args: { doctype, name } })
		.then(() => form.timeline?.refresh());
}
