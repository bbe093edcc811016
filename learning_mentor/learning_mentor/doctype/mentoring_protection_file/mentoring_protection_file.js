frappe.ui.form.on("Mentoring Protection File", {
	setup(frm) {
		frm.set_query("transition_plan", () => ({ filters: { status: ["!=", "Settled"] } }));
	},
});
