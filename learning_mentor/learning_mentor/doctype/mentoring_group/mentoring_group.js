frappe.ui.form.on("Mentoring Group", {
	setup(frm) {
		frm.set_query("case", "members", () => ({ filters: { status: ["!=", "Closed"] } }));
		frm.set_query("mentor", () => ({ filters: { status: "Active" } }));
		frm.set_query("need", () => ({ filters: { disabled: 0 } }));
	},
});
