frappe.ui.form.on("Mentoring Early Sign", {
	refresh(frm) {
		if (frm.doc.status !== "New" || !frappe.user.has_role("Mentoring Coordinator")) return;
		frm.set_intro(__("Nobody has nominated this pupil. Nominate, or dismiss with a reason."), "blue");
		frm.add_custom_button(__("Nominate"), () => nominate(frm)).addClass("btn-primary");
		frm.add_custom_button(__("Dismiss"), () => dismiss(frm));
	},
});

function nominate(frm) {
	const { student } = frm.doc;
	frappe.new_doc("Mentoring Nomination", { source: "Pastoral staff" }, (nomination) => {
		frappe.model.set_value(nomination.doctype, nomination.name, "student", student);
	});
}

async function dismiss(frm) {
	const field = { fieldname: "reason", fieldtype: "Small Text", label: __("Why dismissed"), reqd: 1 };
	const { reason } = await learning_mentor.prompt([field], __("Dismiss"));
	await frappe.call({
		method: "learning_mentor.api.early_signs.dismiss",
		args: { sign: frm.doc.name, reason },
		freeze: true,
	});
	frm.reload_doc();
}
