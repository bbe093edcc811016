frappe.ui.form.on("Mentoring Liaison", {
	setup(frm) {
		frm.set_query("case", () => ({ filters: { status: ["!=", "Closed"] } }));
		frm.set_query("responsible", "follow_ups", () => ({ filters: { enabled: 1, user_type: "System User" } }));
	},
});
