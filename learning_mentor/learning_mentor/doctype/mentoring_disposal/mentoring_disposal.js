const API = "learning_mentor.api.data_protection.";

frappe.ui.form.on("Mentoring Disposal", {
	refresh(frm) {
		frm.set_intro();
		if (frm.is_new()) {
			frm.set_intro(__("Save to see what is due. Nothing is deleted by that."), "blue");
			return;
		}
		frm.disable_save();
		if (frm.doc.status === "Preview") add_preview_steps(frm);
		if (["Approved", "Running"].includes(frm.doc.status)) {
			frm.set_intro(__("The work is done in the background. Reload to see how far it is."), "blue");
			step(frm, __("Resume"), "resume_disposal");
		}
	},
});

function add_preview_steps(frm) {
	const own = frm.doc.prepared_by === frappe.session.user;
	frm.set_intro(
		own
			? __("Somebody else has to approve this: a second data protection officer or a safeguarding lead.")
			: __("Look through the lines before you approve. What goes cannot be brought back."),
		"orange"
	);
	step(frm, __("Look Again"), "refresh_disposal");
	frm.add_custom_button(__("Dry Run"), () => dry_run(frm));
	step(frm, __("Cancel Disposal"), "cancel_disposal");
	if (!own && frm.doc.lines.length) {
		frm.add_custom_button(__("Approve and Dispose"), () => approve(frm)).addClass("btn-danger");
	}
}

async function call(frm, method) {
	const { message } = await frappe.call({
		method: API + method,
		args: { name: frm.doc.name },
		type: "POST",
		freeze: true,
	});
	return message;
}

function step(frm, label, method) {
	frm.add_custom_button(label, async () => {
		await call(frm, method);
		frm.reload_doc();
	});
}

async function dry_run(frm) {
	const { records, traces } = await call(frm, "dry_run");
	const rows = Object.entries(records).map(
		([type, number]) => `<tr><td>${frappe.utils.escape_html(__(type))}</td><td class="text-right">${number}</td></tr>`
	);
	rows.push(`<tr><td>${__("Versions, comments, mails, files and other traces")}</td><td class="text-right">${traces}</td></tr>`);
	frappe.msgprint({
		title: __("Dry run: this would go, and nothing went"),
		message: `<table class="table table-bordered">${rows.join("")}</table>`,
	});
}

function approve(frm) {
	frappe.confirm(
		__("Dispose of these records for good? They cannot be brought back, not even from Deleted Documents."),
		async () => {
			await call(frm, "approve_disposal");
			frm.reload_doc();
		}
	);
}
