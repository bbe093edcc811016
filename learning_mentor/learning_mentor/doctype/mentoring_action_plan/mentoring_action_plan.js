const BEING_WRITTEN = ["Draft", "Returned"];
const IN_FORCE = ["Active", "Under Review"];
const NEEDS_COMMENT = {
	"Return to Author": __("What should change?"),
	"Cancel Plan": __("Why is the plan cancelled?"),
};

frappe.ui.form.on("Mentoring Action Plan", {
	setup(frm) {
		frm.set_query("need", "targets", () => ({ filters: { disabled: 0 } }));
		frm.set_query("strategy", "targets", (doc, cdt, cdn) => {
			const filters = { disabled: 0 };
			const { setting } = locals[cdt][cdn];
			if (setting) filters.setting = setting;
			return { filters };
		});
		frm.set_query("case", () => ({ filters: { status: ["!=", "Closed"] } }));
	},

	refresh(frm) {
		const writing = BEING_WRITTEN.includes(frm.doc.status);
		for (const field of ["summary", "targets", "case"]) frm.toggle_enable(field, writing);
		frm.toggle_enable("reviews", frm.doc.status === "Under Review");
		for (const field of ["agreed_name", "agreed_how", "agreed_on", "agreed_guardian"]) {
			frm.toggle_enable(field, frm.doc.status === "Pending Guardian Agreement");
		}
		show_next_step(frm);
		if (frm.is_new()) return;
		if (frm.doc.status === "Active") {
			frm.add_custom_button(__("Record Review"), () => record_review(frm));
		}
		if (IN_FORCE.includes(frm.doc.status)) {
			frm.add_custom_button(__("Add Measurement"), () => add_measurement(frm));
		}
		frappe.require("mentoring_dashboards.bundle.js").then(() => learning_mentor.show_progress(frm));
	},

	async before_workflow_action(frm) {
		const action = frm.selected_workflow_action;
		if (NEEDS_COMMENT[action]) {
			await learning_mentor.ask_reason(frm, "decision_comment", NEEDS_COMMENT[action]);
		} else if (action === "Record Agreement") {
			await ask_agreement(frm);
		}
	},
});

frappe.ui.form.on("Mentoring Plan Target", {
	strategy(frm, cdt, cdn) {
		const row = locals[cdt][cdn];
		if (!row.strategy || row.setting) return;
		frappe.db
			.get_value("Mentoring Strategy", row.strategy, "setting")
			.then(({ message }) => frappe.model.set_value(cdt, cdn, "setting", message.setting));
	},
});

function show_next_step(frm) {
	const steps = {
		Returned: [__("Returned: read the comment in the history, change the plan and send it again."), "orange"],
		"Pending Approval": [__("Waits for approval by somebody who did not write it."), "blue"],
		"Pending Guardian Agreement": [__("Approved. Waits for the guardian's answer."), "blue"],
		"Under Review": [__("Add a row to Reviews for each target, save, then finish the review."), "blue"],
	};
	const step = steps[frm.doc.status];
	if (step) frm.set_intro(...step);
}

function ask_agreement(frm) {
	frappe.dom.unfreeze();
	const fields = [
		{ fieldname: "agreed_name", fieldtype: "Data", label: __("Who agreed"), reqd: 1 },
		{
			fieldname: "agreed_how",
			fieldtype: "Select",
			options: "In person\nOn paper\nBy phone",
			label: __("How"),
			reqd: 1,
		},
		{ fieldname: "agreed_on", fieldtype: "Date", label: __("On"), default: "Today", reqd: 1 },
		{
			fieldname: "decision_comment",
			fieldtype: "Small Text",
			label: __("Comment"),
			description: __("Needed where a guardian has a portal account: why was it not given there?"),
		},
	];
	return learning_mentor.prompt(fields, __("Record Agreement")).then((values) =>
		frm.set_value(values).then(() => frm.save())
	);
}

async function add_measurement(frm) {
	const targets = frm.doc.targets.map(({ idx, target_text }) => ({ value: idx, label: `${idx}. ${target_text}` }));
	const fields = [
		{ fieldname: "target_number", fieldtype: "Select", label: __("Target"), options: targets, reqd: 1 },
		{ fieldname: "value", fieldtype: "Float", label: __("Measured"), reqd: 1 },
		{ fieldname: "measured_on", fieldtype: "Date", label: __("Measured on"), default: "Today", reqd: 1 },
	];
	const values = await learning_mentor.prompt(fields, __("Add Measurement"));
	const point = { doctype: "Mentoring Progress Point", case: frm.doc.case, plan: frm.doc.name, ...values };
	await frappe.db.insert(point);
	frm.reload_doc();
}

function record_review(frm) {
	const open = frm.doc.targets.filter((row) => !["Achieved", "Dropped"].includes(row.status));
	const fields = open.flatMap((row) => review_fields(row));
	fields.push({ fieldname: "complete", fieldtype: "Check", label: __("This completes the plan") });
	frappe.prompt(fields, (values) => send_review(frm, open, values), __("Record Review"), __("Record"));
}

function review_fields(row) {
	return [
		{ fieldtype: "Section Break", label: __("Target {0}", [row.idx]), description: row.target_text },
		{ fieldname: `value_${row.idx}`, fieldtype: "Float", label: __("Measured"), default: row.current_value },
		{ fieldtype: "Column Break" },
		{
			fieldname: `status_${row.idx}`,
			fieldtype: "Select",
			options: "On Track\nBehind\nAchieved\nDropped",
			label: __("Status"),
			reqd: 1,
		},
		{ fieldtype: "Section Break", hide_border: 1 },
		{ fieldname: `step_${row.idx}`, fieldtype: "Small Text", label: __("Next step"), reqd: 1 },
	];
}

function send_review(frm, targets, values) {
	const rows = targets.map(({ idx }) => ({
		target_number: idx,
		value: values[`value_${idx}`] || 0,
		target_status: values[`status_${idx}`],
		next_step: values[`step_${idx}`],
	}));
	frappe
		.call({
			method: "learning_mentor.api.plans.record_review",
			args: { plan: frm.doc.name, rows, complete: values.complete || 0 },
			freeze: true,
		})
		.then(() => frm.reload_doc());
}
