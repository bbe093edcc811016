frappe.ui.form.on("Mentoring Case", {
	setup(frm) {
		frm.set_query("student", () => ({ filters: { enabled: 1 } }));
		frm.set_query("need", "needs", () => ({ filters: { disabled: 0 } }));
		frm.set_query("need", "aims", () => ({ filters: { disabled: 0 } }));
		frm.set_query("responsible", "aftercare", () => ({ filters: { enabled: 1, user_type: "System User" } }));
	},

	refresh(frm) {
		if (frm.is_new()) return;
		for (const table of ["outcomes", "check_in_changes"]) learning_mentor.fix_rows(frm, table);
		const coordinator = frappe.user.has_role("Mentoring Coordinator");
		frm.toggle_enable("mentor", coordinator);
		if (frm.doc.status !== "Closed") {
			add_create_buttons(frm);
			frm.add_custom_button(__("Close Case"), () => prepare_closing(frm));
		}
		add_aftercare_buttons(frm);
		frm.add_custom_button(__("Chronology"), () =>
			frappe.set_route("query-report", "Case Chronology", { case: frm.doc.name })
		);
		frm.add_custom_button(__("Ideas for Home"), () => open_advice(frm), __("Print"));
		frappe.require("mentoring_dashboards.bundle.js").then(() => learning_mentor.show_impact(frm));
		if (coordinator) frm.add_custom_button(__("Invite Guardian"), () => invite_guardian(frm));
		if (frappe.user.has_role("Safeguarding Lead")) add_hold_button(frm);
	},
});

function add_create_buttons(frm) {
	const records = {
		"Mentoring Action Plan": __("Action Plan"),
		"Mentoring Session": __("Session"),
		"Mentoring Check-in": __("Check-in"),
		"Mentoring Home Visit": __("Home Visit"),
		"Mentoring Liaison": __("Liaison"),
		"Mentoring Referral": __("Referral"),
		"Mentoring Transition Plan": __("Transition Plan"),
		"Mentoring Handover": __("Handover"),
	};
	for (const [doctype, label] of Object.entries(records)) {
		if (frappe.model.can_create(doctype)) {
			frm.add_custom_button(label, () => learning_mentor.start_record(doctype, frm.doc.name), __("Create"));
		}
	}
}

function open_advice(frm) {
	const name = encodeURIComponent(frm.doc.name);
	window.open(`/api/method/learning_mentor.api.advice.sheet?case=${name}`);
}

/** Fills in what is known; whoever closes the case adds the rest and saves. */
async function prepare_closing(frm) {
	const { message } = await frappe.call({
		method: "learning_mentor.api.closing.defaults",
		args: { case: frm.doc.name },
		type: "GET",
	});
	const given = Object.fromEntries((frm.doc.outcomes || []).map((row) => [row.source, row]));
	const outcomes = message.outcomes.map((row) => ({
		...row,
		result: given[row.source]?.result,
		remark: given[row.source]?.remark,
	}));
	fill_table(frm, "outcomes", outcomes);
	fill_table(frm, "check_in_changes", message.check_in_changes);
	if (!frm.doc.aftercare?.length) fill_table(frm, "aftercare", message.aftercare);
	frm.set_value({ first_reason: message.first_reason, status: "Closed" });
	frm.refresh_fields();
	frm.scroll_to_field("status_reason");
}

function fill_table(frm, table, rows) {
	frm.clear_table(table);
	for (const row of rows) frm.add_child(table, row);
}

function add_aftercare_buttons(frm) {
	if (frm.doc.status === "Closed" && (frm.doc.aftercare || []).some((row) => !row.done_on)) {
		frm.add_custom_button(__("Record Follow-up"), () => record_follow_up(frm));
	}
	if (frm.doc.certificate_words) {
		frm.add_custom_button(__("Certificate"), () =>
			window.open(
				`/api/method/learning_mentor.api.closing.certificate?case=${encodeURIComponent(frm.doc.name)}`
			)
		);
	}
}

function record_follow_up(frm) {
	const open_rows = frm.doc.aftercare.filter((row) => !row.done_on);
	const options = open_rows.map((row) => ({
		value: row.idx,
		label: frappe.datetime.str_to_user(row.due_date),
	}));
	frappe.prompt(
		[
			{ fieldname: "number", fieldtype: "Select", label: __("Follow-up of"), reqd: 1, options, default: options[0].value },
			{
				fieldname: "result",
				fieldtype: "Select",
				label: __("How is it going"),
				reqd: 1,
				options: ["Doing well", "Some worries", "Needs mentoring again"].map((value) => ({ value, label: __(value) })),
			},
			{ fieldname: "note", fieldtype: "Small Text", label: __("Note") },
		],
		async (values) => {
			await frappe.call({
				method: "learning_mentor.api.closing.record_follow_up",
				args: { case: frm.doc.name, ...values },
				freeze: true,
			});
			frm.reload_doc();
		},
		__("Follow-up after mentoring"),
		__("Record")
	);
}

async function invite_guardian(frm) {
	const { message: guardians } = await frappe.call({
		method: "learning_mentor.api.guardians.of_case",
		args: { case: frm.doc.name },
		type: "GET",
	});
	if (!guardians.length) {
		frappe.msgprint(__("This pupil has no guardian yet: add one in the pupil's record."));
		return;
	}
	frappe.prompt(
		{
			fieldname: "guardian",
			fieldtype: "Select",
			label: __("Guardian"),
			reqd: 1,
			options: guardians.map(guardian_option),
		},
		({ guardian }) => send_invitation(frm, guardian),
		__("Invite Guardian to the portal"),
		__("Invite")
	);
}

function guardian_option(guardian) {
	const state = guardian.user ? __("has an account") : guardian.email_address || __("no e-mail address");
	return { value: guardian.name, label: `${guardian.guardian_name} (${state})` };
}

async function send_invitation(frm, guardian) {
	const { message: user } = await frappe.call({
		method: "learning_mentor.api.guardians.invite",
		args: { case: frm.doc.name, guardian },
		freeze: true,
	});
	if (user) frappe.show_alert({ message: __("{0} may now sign in to the portal.", [user]), indicator: "green" });
}

/** A hold keeps the pupil's records from disposal, whatever the rules of retention say. */
function add_hold_button(frm) {
	const [label, method] = frm.doc.legal_hold
		? [__("End Hold"), "release_hold"]
		: [__("Put on Hold"), "hold"];
	frm.add_custom_button(label, () =>
		frappe.prompt(
			{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
			async ({ reason }) => {
				await frappe.call({
					method: `learning_mentor.api.data_protection.${method}`,
					args: { case: frm.doc.name, reason },
					type: "POST",
				});
				frm.reload_doc();
			},
			label
		)
	);
}
