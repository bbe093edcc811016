const OPENED_FOR = [
	"kind",
	"starts_on",
	"ends_on",
	"room",
	"address",
	"open_to",
	"programs",
	"age_group",
	"consent_needed",
	"consent_by",
	"risks",
];
const GOES_ON = ["Open", "Full", "Running"];

frappe.ui.form.on("Mentoring Event", {
	setup(frm) {
		frm.set_query("user", "staff", () => ({ filters: { enabled: 1, user_type: "System User" } }));
	},

	onload(frm) {
		if (frm.is_new() && !frm.doc.staff?.length) frm.add_child("staff", { user: frappe.session.user });
	},

	refresh(frm) {
		for (const field of OPENED_FOR) frm.toggle_enable(field, frm.doc.status === "Planned");
		frm.toggle_display("status_reason", frm.doc.status === "Cancelled");
		frm.toggle_display("risks", !frm.is_new()); // the server adds the school's questions
		learning_mentor.fix_rows(frm, "risks");
		show_next_step(frm);
		if (frm.is_new()) return;
		frm.add_custom_button(__("Repeat Weekly"), () => repeat_weekly(frm));
		if ([...GOES_ON, "Done"].includes(frm.doc.status)) {
			frm.add_custom_button(__("Who Is Here"), () =>
				window.open(`/mentoring/drop-in?event=${encodeURIComponent(frm.doc.name)}`)
			);
			frm.add_custom_button(__("Register to Print"), () =>
				frappe.set_route("query-report", "Event Register", { event: frm.doc.name })
			);
		}
		if (GOES_ON.includes(frm.doc.status)) {
			frm.add_custom_button(__("Register a Pupil"), () =>
				frappe.new_doc("Mentoring Event Registration", { event: frm.doc.name })
			);
		}
	},

	starts_on(frm) {
		if (frm.doc.starts_on && !frm.doc.ends_on) {
			const end = moment(frm.doc.starts_on).add(1, "hour").format("YYYY-MM-DD HH:mm:ss");
			frm.set_value("ends_on", end);
		}
	},

	async before_workflow_action(frm) {
		if (frm.selected_workflow_action === "Cancel Event") {
			await learning_mentor.ask_reason(frm, "status_reason", __("Why is it cancelled? Families read it."));
		}
	},
});

function show_next_step(frm) {
	if (frm.is_new()) return frm.set_intro(__("Save it first: the questions of the risk assessment come then."), "blue");
	const planned = frm.doc.needs_approval
		? [__("Answer the risk assessment. A coordinator who did not plan it has to approve this event."), "orange"]
		: [__("Open it when it is ready: then pupils can be registered."), "blue"];
	const steps = {
		Planned: planned,
		Full: [__("All places are taken: further pupils wait, first come first served."), "blue"],
	};
	if (steps[frm.doc.status]) frm.set_intro(...steps[frm.doc.status]);
}

async function repeat_weekly(frm) {
	const field = { fieldname: "until", fieldtype: "Date", label: __("Each week until"), reqd: 1 };
	const { until } = await learning_mentor.prompt([field], __("Repeat Weekly")).catch(() => ({}));
	if (!until) return;
	const { message } = await frappe.call({
		method: "learning_mentor.api.events.repeat_weekly",
		args: { event: frm.doc.name, until },
		freeze: true,
	});
	frappe.show_alert({ message: __("{0} events planned.", [message.names.length]), indicator: "green" });
}
