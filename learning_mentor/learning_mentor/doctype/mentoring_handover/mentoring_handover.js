frappe.ui.form.on("Mentoring Handover", {
	setup(frm) {
		frm.set_query("case", () => ({ filters: { status: ["!=", "Closed"] } }));
		frm.set_query("to_mentor", () => ({ filters: { status: "Active" } }));
	},

	refresh(frm) {
		if (frm.is_new() || !["Offered", "Question Asked"].includes(frm.doc.status)) return;
		const decide = (method, args) => frm.call(method, args).then(() => frm.reload_doc());
		const group = __("Answer");
		frm.add_custom_button(__("Accept"), () => confirm_acceptance(frm, decide), group);
		frm.add_custom_button(__("Ask a Question"), () => ask(decide), group);
		frm.add_custom_button(__("Withdraw"), () => decide("withdraw"), group);
	},
});

function confirm_acceptance(frm, decide) {
	const question = __("Take the case over? From then on you see all of its records, and {0} none.", [
		frm.doc.mentor_name,
	]);
	frappe.confirm(frappe.utils.escape_html(question), () => decide("accept"));
}

async function ask(decide) {
	const field = { fieldname: "question", fieldtype: "Small Text", label: __("Question"), reqd: 1 };
	const { question } = await learning_mentor.prompt([field], __("Ask a Question"));
	await decide("ask", { question });
}
