const CONTENT = [
	"agency",
	"urgency",
	"needs",
	"reason",
	"wanted",
	"tried",
	"attendance",
	"pupil_wishes",
	"guardian_wishes",
	"family_contact",
	"scope",
];
const AWAITS_AGENCY = ["Sent", "Acknowledged"];
const NEEDS_WORDS = {
	"Record Decline": __("Why does the agency decline?"),
	"Record Question": __("What would the agency like to know?"),
};

frappe.ui.form.on("Mentoring Referral", {
	setup(frm) {
		frm.set_query("case", () => ({ filters: { status: ["!=", "Closed"] } }));
		frm.set_query("agency", () => ({ filters: { active: 1 } }));
	},

	refresh(frm) {
		const { status } = frm.doc;
		for (const field of CONTENT) frm.toggle_enable(field, status === "Draft");
		frm.toggle_display("scope", !frm.is_new());
		frm.toggle_display("documents", !frm.is_new());
		frm.toggle_display("added_information", Boolean(frm.doc.added_information) || status === "More Information");
		frm.toggle_display("agency_reply", AWAITS_AGENCY.includes(status));
		learning_mentor.fix_rows(frm, "scope");
		if (!frm.is_new()) add_buttons(frm);
		show_next_step(frm);
	},

	async case(frm) {
		if (!frm.is_new() || !frm.doc.case) return;
		const { message } = await frappe.call({
			method: "learning_mentor.api.referrals.defaults",
			args: { case: frm.doc.case },
			type: "GET",
		});
		learning_mentor.take_defaults(frm, message);
	},

	async before_workflow_action(frm) {
		const action = frm.selected_workflow_action;
		if (NEEDS_WORDS[action]) await learning_mentor.ask_reason(frm, "agency_reply", NEEDS_WORDS[action]);
		if (action === "Close Referral" && !frm.doc.outcome) {
			await learning_mentor.ask_reason(frm, "outcome", __("How did the referral end?"));
		}
	},
});

function add_buttons(frm) {
	const { status, consent_status } = frm.doc;
	const may_withdraw = consent_status === "Given" && status !== "Closed";
	if (status === "Awaiting Consent" || may_withdraw) {
		frm.add_custom_button(__("Record Consent"), () => record_consent(frm, may_withdraw));
	}
	if (["Draft", "Awaiting Consent"].includes(status) && frappe.user.has_role("Safeguarding Lead")) {
		frm.add_custom_button(__("Send without Consent"), () => send_without_consent(frm));
	}
	if (AWAITS_AGENCY.includes(status) && frm.doc.sent_to) {
		frm.add_custom_button(__("Mail a New Link"), () => call(frm, "new_link", {}));
	}
}

function show_next_step(frm) {
	const steps = {
		Draft: [__("Tick what the school would like to share, then ask the family for consent."), "blue"],
		"Awaiting Consent": [__("A guardian answers in the portal, or you record the answer."), "orange"],
		Ready: [__("Consent is there: send it."), "blue"],
		"More Information": [__("Answer the agency's question, then send the referral again."), "orange"],
	};
	if (frm.doc.consent_status === "Withdrawn") {
		frm.set_intro(__("The consent was withdrawn: nothing may be shared."), "red");
	} else if (steps[frm.doc.status] && !frm.is_new()) {
		frm.set_intro(...steps[frm.doc.status]);
	}
}

async function record_consent(frm, may_withdraw) {
	const { message } = await frappe.call({
		method: "learning_mentor.api.guardians.of_case",
		args: { case: frm.doc.case },
		type: "GET",
	});
	const events = may_withdraw ? ["Withdrawn"] : ["Given", "Refused"];
	const sections = frm.doc.scope.filter((row) => row.wanted).map((row) => row.section);
	const fields = [
		select("event", __("Answer"), events),
		{
			...select("guardian", __("Guardian"), []),
			options: message.map((row) => ({ value: row.name, label: row.guardian_name })),
		},
		select("how", __("How"), ["On paper", "In person", "By phone"]),
		{ fieldname: "on", fieldtype: "Date", label: __("Answered on"), reqd: 1, default: frappe.datetime.get_today() },
		...sections.map((section, number) => ({
			fieldname: `section_${number}`,
			fieldtype: "Check",
			label: __(section),
			hidden: may_withdraw,
		})),
	];
	const values = await learning_mentor.prompt(fields, __("Record Consent"));
	const chosen = sections.filter((_section, number) => values[`section_${number}`]);
	await call(frm, "record_consent", { ...values, sections: chosen });
}

function select(fieldname, label, options) {
	return {
		fieldname,
		fieldtype: "Select",
		label,
		reqd: 1,
		options: options.map((value) => ({ value, label: __(value) })),
		default: options[0],
	};
}

async function send_without_consent(frm) {
	const field = {
		fieldname: "reason",
		fieldtype: "Small Text",
		label: __("Why asking the family first would put the child at risk"),
		description: __("It is kept in a safeguarding note. The family never sees this referral."),
		reqd: 1,
	};
	await call(frm, "send_without_consent", await learning_mentor.prompt([field], __("Send without Consent")));
}

async function call(frm, method, values) {
	await frappe.call({
		method: `learning_mentor.api.referrals.${method}`,
		args: { name: frm.docname, ...values },
		freeze: true,
	});
	await frm.reload_doc();
}
