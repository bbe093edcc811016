frappe.ui.form.on("Mentoring Nomination", {
	setup(frm) {
		frm.set_query("need", "needs", () => ({ filters: { disabled: 0 } }));
		frm.set_query("student", () => ({ filters: { enabled: 1 } }));
	},

	refresh(frm) {
		frm.toggle_display("academic_year", frappe.model.can_read("Academic Year"));
		show_next_step(frm);
		if (frm.is_new()) return;
		show_panel_view(frm);
		add_accept_button(frm);
		add_release_button(frm);
	},

	async before_workflow_action(frm) {
		if (frm.selected_workflow_action === "Decline") {
			await learning_mentor.ask_reason(frm, "decision_reason", __("Why is this nomination declined?"));
		}
	},
});

function show_next_step(frm) {
	if (frm.doc.safeguarding_concern && !frm.doc.safeguarding_released_by) {
		frm.set_intro(__("Held: a safeguarding lead has to release this nomination first."), "orange");
	} else if (frm.doc.status === "Draft" && !frm.is_new()) {
		frm.set_intro(__("Not sent yet: use Submit Nomination when it is ready."), "blue");
	}
}

function is_coordinator() {
	return frappe.user.has_role("Mentoring Coordinator");
}

function show_panel_view(frm) {
	if (!is_coordinator() && !frappe.user.has_role("Safeguarding Lead")) return;
	frappe
		.call({
			method: "learning_mentor.api.nominations.panel_view",
			args: { nomination: frm.doc.name },
			type: "GET",
		})
		.then(({ message }) => {
			if (message && message.name) frm.dashboard.add_section(panel_html(message), __("For the panel"));
		});
}

function panel_html(record) {
	const attendance = record.attendance_days
		? __("Attendance {0}% of {1} recorded days", [record.attendance_percent, record.attendance_days])
		: __("No attendance recorded");
	const results = (record.assessments || []).map((row) =>
		__("{0}: {1} of {2}", [row.course || __("Result"), row.score, row.maximum])
	);
	const lines = [attendance, ...results].map((line) => `<li>${frappe.utils.escape_html(line)}</li>`);
	const link = frappe.utils.get_form_link("Mentoring Selection Record", record.name, true, __("Panel's record"));
	return `<ul class="mb-2">${lines.join("")}</ul>${link}`;
}

function add_accept_button(frm) {
	if (!is_coordinator() || !["Submitted", "Under Review", "Waiting List"].includes(frm.doc.status)) return;
	frm.add_custom_button(__("Accept with a Mentor"), () => accept_with_mentor(frm));
}

function accept_with_mentor(frm) {
	frappe.prompt(
		{ fieldname: "mentor", fieldtype: "Link", options: "Mentor Profile", label: __("Mentor"), reqd: 1 },
		async ({ mentor }) => {
			const { message } = await frappe.call({
				method: "learning_mentor.api.selection.accept",
				args: { nomination: frm.doc.name, mentor },
				freeze: true,
			});
			await frm.reload_doc();
			if (message) frappe.set_route("Form", "Mentoring Case", message.case);
		},
		__("Accept with a Mentor"),
		__("Accept")
	);
}

function add_release_button(frm) {
	const held = frm.doc.safeguarding_concern && !frm.doc.safeguarding_released_by;
	if (held && frappe.user.has_role("Safeguarding Lead")) {
		frm.add_custom_button(__("Release"), () => frm.call("release").then(() => frm.reload_doc()));
	}
}
