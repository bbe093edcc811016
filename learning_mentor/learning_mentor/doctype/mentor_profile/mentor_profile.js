frappe.ui.form.on("Mentor Profile", {
	refresh(frm) {
		// The server refuses files here. Frappe shows the list again on its own, so a class hides it.
		frm.attachments?.parent.addClass("d-none");
	},
});
