const DEMO = "learning_mentor.api.demo.";

frappe.ui.form.on("Mentoring Settings", {
	refresh: (frm) => frappe.user.has_role("System Manager") && offer_demo(frm),
});

async function offer_demo(frm) {
	const { message: state } = await frappe.call({ method: DEMO + "state", type: "GET" });
	frm.clear_custom_buttons();
	frm.set_intro();
	if (state.working) return watch_demo(frm, state);
	frm.add_custom_button(__("Add the Demo School"), () => ask_password(frm), __("Demo"));
	if (!state.records) return;
	frm.add_custom_button(__("Remove the Demo School"), () => ask_to_remove(frm), __("Demo"));
	frm.set_intro(__("The demo school is on this site: {0} records.", [state.records]), "blue");
}

function watch_demo(frm, state) {
	frm.set_intro(__("A worker is busy with the demo school: {0} records.", [state.records]), "orange");
	setTimeout(() => cur_frm === frm && offer_demo(frm), 3000);
}

function ask_password(frm) {
	const fields = [
		{
			fieldname: "password",
			fieldtype: "Password",
			label: __("Password"),
			reqd: 1,
			description: __("Of all logins of the demo school. Choose one of your own with at least 10 characters."),
		},
	];
	const add = async (values) => (await tell(frm, "make", values)) && dialog.hide();
	const dialog = new frappe.ui.Dialog({
		title: __("Add the Demo School"),
		fields,
		primary_action_label: __("Add"),
		primary_action: add,
	});
	dialog.show();
}

function ask_to_remove(frm) {
	const question = __("Remove the demo school, and all that was written about its pupils?");
	frappe.confirm(question, () => tell(frm, "remove"));
}

/** Whether the server took it; where not, Frappe has shown the reason. */
async function tell(frm, method, args = {}) {
	const asked = frappe.call({ method: DEMO + method, args, type: "POST", freeze: true });
	const taken = await asked.then(() => true, () => false);
	if (taken) offer_demo(frm);
	return taken;
}
