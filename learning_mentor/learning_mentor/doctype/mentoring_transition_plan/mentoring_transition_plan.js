const CONTENT = ["to_school", "worries", "hopes", "strengths", "what_works", "what_to_avoid", "people"];

frappe.ui.form.on("Mentoring Transition Plan", {
	setup(frm) {
		frm.set_query("case", () => ({ filters: { status: ["!=", "Closed"] } }));
		frm.set_query("responsible", "steps", () => ({ filters: { enabled: 1, user_type: "System User" } }));
		frm.set_query("guardian", "consents", () => ({ filters: { name: ["in", frm.guardians || []] } }));
	},

	async refresh(frm) {
		for (const field of CONTENT) frm.toggle_enable(field, frm.doc.status === "Draft");
		frm.toggle_enable("contact_email", ["Draft", "Agreed"].includes(frm.doc.status));
		for (const field of ["received_by", "received_how", "received_on"]) {
			frm.toggle_enable(field, frm.doc.status === "Shared");
		}
		frm.toggle_enable("answer", !frm.doc.answered_on);
		frm.set_df_property("consents", "cannot_delete_rows", 1);
		if (frm.is_new()) return;
		show_next_step(frm);
		add_buttons(frm);
		await know_guardians(frm);
	},
});

frappe.ui.form.on("Mentoring Transition Consent", {
	consents_add(frm, cdt, cdn) {
		frappe.model.set_value(cdt, cdn, { given_on: frappe.datetime.get_today() });
	},

	guardian(frm, cdt, cdn) {
		const row = locals[cdt][cdn];
		const name = frm.guardian_names?.[row.guardian];
		if (name) frappe.model.set_value(cdt, cdn, "given_name", name);
	},
});

async function know_guardians(frm) {
	const { message } = await frappe.call({
		method: "learning_mentor.api.guardians.of_case",
		args: { case: frm.doc.case },
		type: "GET",
	});
	frm.guardians = message.map((guardian) => guardian.name);
	frm.guardian_names = Object.fromEntries(message.map((guardian) => [guardian.name, guardian.guardian_name]));
}

function show_next_step(frm) {
	const steps = {
		Draft: [__("Write it with the pupil, then ask the family. It is agreed when both consent."), "blue"],
		Agreed: [__("Ready to share: {0}", [frappe.utils.escape_html(frm.doc.may_share)]), "green"],
		Shared: [__("The next school has not confirmed the receipt yet."), "orange"],
		Received: [__("Write how the pupil has settled, some weeks after the move."), "blue"],
	};
	const asks = frm.doc.question && !frm.doc.answer;
	const next = asks ? [__("The next school has a question: answer it below."), "orange"] : steps[frm.doc.status];
	if (next) frm.set_intro(...next);
}

function add_buttons(frm) {
	if (frm.doc.status === "Draft" && frm.perm[0].write) {
		frm.add_custom_button(__("Ask the Family"), () => ask_family(frm));
	}
	if (frm.doc.status !== "Draft") {
		frm.add_custom_button(__("Handover Pack"), () =>
			window.open(
				`/api/method/learning_mentor.api.transition.pack_pdf?name=${encodeURIComponent(frm.doc.name)}`
			)
		);
	}
	if (["Shared", "Received"].includes(frm.doc.status) && frm.perm[0].write) {
		frm.add_custom_button(__("Send the Link Again"), () => send_link(frm));
	}
	if (frappe.model.can_create("Mentoring Protection File")) {
		frm.add_custom_button(__("Child-Protection File"), () => open_protection_file(frm));
	}
}

async function ask_family(frm) {
	if (frm.is_dirty()) await frm.save();
	await frappe.call({
		method: "learning_mentor.api.transition.ask_family",
		args: { name: frm.doc.name },
		freeze: true,
	});
	frappe.show_alert({ message: __("Guardians with an account may now read and answer it."), indicator: "green" });
	frm.reload_doc();
}

async function send_link(frm) {
	await frappe.call({
		method: "learning_mentor.api.transition.new_link",
		args: { name: frm.doc.name },
		freeze: true,
	});
	frappe.show_alert({ message: __("A new link is on its way to {0}.", [frm.doc.contact_email]), indicator: "green" });
}

async function open_protection_file(frm) {
	const { message } = await frappe.db.get_value(
		"Mentoring Protection File",
		{ transition_plan: frm.doc.name },
		"name"
	);
	if (message?.name) frappe.set_route("Form", "Mentoring Protection File", message.name);
	else frappe.new_doc("Mentoring Protection File", { transition_plan: frm.doc.name });
}
