frappe.ui.form.on("Mentoring Session", {
	setup(frm) {
		frm.set_query("case", () => ({ filters: { status: ["!=", "Closed"] } }));
		frm.set_query("led_by", () => ({ filters: { status: "Active" } }));
	},

	refresh(frm) {
		if (frm.is_new() || frm.doc.status === "Cancelled") return;
		frm.add_custom_button(__("Repeat Weekly"), () => repeat_weekly(frm));
	},
});

async function repeat_weekly(frm) {
	const field = { fieldname: "until", fieldtype: "Date", label: __("Until"), reqd: 1 };
	field.description = __("Holidays and breaks between terms are left out.");
	const { until } = await learning_mentor.prompt([field], __("Repeat Weekly"));
	const { message } = await frappe.call({
		method: "learning_mentor.api.sessions.repeat_weekly",
		args: { session: frm.doc.name, until },
		freeze: true,
	});
	frappe.show_alert({ message: __("{0} sessions planned.", [message.names.length]), indicator: "green" });
	frm.reload_doc();
}
