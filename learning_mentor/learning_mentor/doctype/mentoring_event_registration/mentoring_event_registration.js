frappe.ui.form.on("Mentoring Event Registration", {
	setup(frm) {
		frm.set_query("event", () => ({ filters: { status: ["in", ["Open", "Full", "Running"]] } }));
		frm.set_query("student", () => ({ filters: { enabled: 1 } }));
	},

	refresh(frm) {
		if (frm.is_new() || !frappe.model.can_create("Mentoring Nomination")) return;
		frm.add_custom_button(__("Nominate for Mentoring"), () =>
			frappe.new_doc("Mentoring Nomination", { student: frm.doc.student })
		);
	},
});
