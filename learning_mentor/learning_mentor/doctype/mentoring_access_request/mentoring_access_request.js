const API = "learning_mentor.api.data_protection.";

frappe.ui.form.on("Mentoring Access Request", {
	refresh(frm) {
		frm.toggle_enable("student", false);
		if (frm.is_new()) {
			frm.add_custom_button(__("Choose Pupil"), () => choose_pupil(frm));
			if (!frm.doc.student) choose_pupil(frm);
			return;
		}
		learning_mentor.fix_rows(frm, "items");
		const open = frm.doc.status === "In Review";
		for (const field of ["decision", "reason", "redacted"]) {
			frm.get_field("items").grid.toggle_enable(field, open);
		}
		show_progress(frm);
		add_steps(frm);
		if (frm.doc.kind === "Record transfer" && frappe.user.has_role("Safeguarding Lead")) add_apart(frm);
	},
});

frappe.ui.form.on("Mentoring Access Item", {
	decision(frm, cdt, cdn) {
		const row = frappe.get_doc(cdt, cdn);
		if (row.decision === "Redact" && !row.original) {
			frappe.msgprint(__("There is no text to redact: choose Release or Withhold."));
		}
	},
});

function show_progress(frm) {
	const undecided = frm.doc.items.filter((row) => !row.decision);
	const for_lead = undecided.filter((row) => ["Serious harm", "Safeguarding note"].includes(row.kind));
	frm.set_intro();
	if (frm.doc.status !== "In Review") return;
	frm.set_intro(
		__("{0} of {1} lines are to be decided, {2} of them by a safeguarding lead. Read the whole text of each.", [
			undecided.length,
			frm.doc.items.length,
			for_lead.length,
		]),
		undecided.length ? "orange" : "green"
	);
}

function add_steps(frm) {
	const status = frm.doc.status;
	if (status === "Received") step(frm, __("Start Review"), "review", true);
	if (status === "In Review") {
		step(frm, __("Make Pack"), "make_pack", true);
		step(frm, __("Accept Proposals"), "accept_proposals");
	}
	if (["In Review", "Ready"].includes(status)) step(frm, __("Review Again"), "review");
	if (status === "Ready") {
		ask(frm, __("Hand Over"), "hand_over", [
			text("to", __("Handed over to"), frm.doc.requester_name),
			day("on", __("Handed over on")),
			text("how", __("How")),
		]);
	}
	if (status === "Handed Over" && !frm.doc.receipt_on) {
		ask(frm, __("Write Down Receipt"), "take_receipt", [text("by", __("Receipt by")), day("on", __("Receipt on"))]);
	}
	if (["Received", "In Review"].includes(status)) {
		ask(frm, __("Refuse"), "refuse", [text("reason", __("Why it is refused"))]);
	}
}

function add_apart(frm) {
	const group = __("Child-protection file");
	if (frm.doc.status === "Received") return;
	frm.add_custom_button(__("Download"), () => download_apart(frm), group);
	if (!frm.doc.apart_sent_on) {
		ask(frm, __("Sent"), "sent_apart", [text("to", __("Sent to")), day("on", __("Sent on"))], group);
	} else if (!frm.doc.apart_receipt_on) {
		const fields = [text("by", __("Receipt by")), day("on", __("Receipt on"))];
		ask(frm, __("Receipt"), "receipt_apart", fields, group);
	}
}

function download_apart(frm) {
	open_url_post(`/api/method/${API}child_protection_file`, { name: frm.doc.name });
}

function step(frm, label, method, primary) {
	const button = frm.add_custom_button(label, async () => {
		if (frm.is_dirty()) await frm.save();
		await frappe.call({ method: API + method, args: { name: frm.doc.name }, type: "POST", freeze: true });
		frm.reload_doc();
	});
	if (primary) button.removeClass("btn-default").addClass("btn-primary");
}

function ask(frm, label, method, fields, group) {
	frm.add_custom_button(
		label,
		() =>
			frappe.prompt(
				fields,
				async (values) => {
					const args = { name: frm.doc.name, ...values };
					await frappe.call({ method: API + method, args, type: "POST", freeze: true });
					frm.reload_doc();
				},
				label
			),
		group
	);
}

function text(fieldname, label, value) {
	return { fieldname, label, fieldtype: "Data", reqd: 1, default: value };
}

function day(fieldname, label) {
	return { fieldname, label, fieldtype: "Date", reqd: 1, default: frappe.datetime.get_today() };
}

function choose_pupil(frm) {
	const dialog = new frappe.ui.Dialog({
		title: __("Whose records are asked for?"),
		fields: [
			{
				fieldname: "pupil",
				fieldtype: "Autocomplete",
				label: __("Pupil's name or number, three letters at least"),
				reqd: 1,
				get_query: () => ({ query: API + "find_pupils" }),
			},
		],
		primary_action_label: __("Choose"),
		primary_action({ pupil }) {
			frm.doc.student = pupil;
			frm.dirty();
			frm.refresh_field("student");
			dialog.hide();
		},
	});
	dialog.$wrapper.on("hidden.bs.modal", () => dialog.$wrapper.remove());
	dialog.show();
}
