const AHEAD = ["Planned", "Approved"];
const NEEDS_REASON = {
	"Cancel Visit": __("Why is the visit cancelled?"),
	"No Access": __("What happened at the door?"),
};
const APPROVED_FOR = [
	"purpose",
	"starts_on",
	"ends_on",
	"address",
	"visitor",
	"visitor_phone",
	"companion",
	"duty_contact",
	"duty_phone",
	"risks",
];
const WRITING = ["outcome", "family_said", "next_visit_on", "advice", "follow_ups"];

frappe.ui.form.on("Mentoring Home Visit", {
	setup(frm) {
		frm.set_query("case", () => ({ filters: { status: ["!=", "Closed"] } }));
		frm.set_query("purpose", () => ({ filters: { disabled: 0 } }));
		frm.set_query("strategy", "advice", () => ({ filters: { setting: "Home", disabled: 0 } }));
		for (const field of ["companion", "duty_contact"]) {
			frm.set_query(field, () => ({ filters: { enabled: 1, user_type: "System User" } }));
		}
	},

	refresh(frm) {
		for (const field of APPROVED_FOR) frm.toggle_enable(field, frm.doc.status === "Planned");
		const made = ["Under Way", "Completed", "No Access"].includes(frm.doc.status);
		for (const field of WRITING) frm.toggle_display(field, made);
		learning_mentor.fix_rows(frm, "risks");
		show_next_step(frm);
		if (frm.doc.status === "Completed") {
			frm.add_custom_button(__("Plan Next Visit"), () => plan_next(frm));
		}
		if (!frm.is_new() && [...AHEAD, "Under Way"].includes(frm.doc.status)) {
			frm.add_custom_button(__("Phone Page"), () => window.open("/mentoring/visits"));
		}
	},

	async case(frm) {
		if (!frm.is_new() || !frm.doc.case) return;
		const { message } = await frappe.call({
			method: "learning_mentor.api.home_visits.defaults",
			args: { case: frm.doc.case },
			type: "GET",
		});
		learning_mentor.take_defaults(frm, message);
	},

	starts_on(frm) {
		if (frm.doc.starts_on && !frm.doc.ends_on) {
			const end = moment(frm.doc.starts_on).add(1, "hour").format("YYYY-MM-DD HH:mm:ss");
			frm.set_value("ends_on", end);
		}
	},

	async before_workflow_action(frm) {
		const question = NEEDS_REASON[frm.selected_workflow_action];
		if (question) await learning_mentor.ask_reason(frm, "status_reason", question);
	},
});

function show_next_step(frm) {
	if (frm.is_new()) return;
	const planned = frm.doc.needs_approval
		? [__("A coordinator has to approve this visit."), "orange"]
		: [__("You may confirm this visit yourself."), "blue"];
	const steps = {
		Planned: planned,
		"Under Way": [__("Check out when you are safe; on a phone with Phone Page."), "orange"],
	};
	if (["Completed", "No Access"].includes(frm.doc.status) && !frm.doc.written_up_on) {
		steps[frm.doc.status] = [__("Write the outcome within one school day."), "blue"];
	}
	if (steps[frm.doc.status]) frm.set_intro(...steps[frm.doc.status]);
}

function plan_next(frm) {
	frappe.new_doc("Mentoring Home Visit", {}, (doc) =>
		frappe.model.set_value(doc.doctype, doc.name, "case", frm.doc.case)
	);
}
