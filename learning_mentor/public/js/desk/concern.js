// Every record that a concern may come up in has the same entry in its menu.
const WITH_A_PUPIL = [
	"Mentoring Nomination",
	"Mentoring Case",
	"Mentoring Action Plan",
	"Mentoring Session",
	"Mentoring Check-in",
	"Mentoring Progress Point",
	"Mentoring Home Visit",
	"Mentoring Liaison",
	"Mentoring Referral",
	"Mentoring Transition Plan",
	"Mentoring Handover",
	"Mentoring Medical Note",
	"Mentoring Event Registration",
	"Student",
];
const CATEGORIES = [
	"Not said",
	"Emotional",
	"Physical",
	"Sexual",
	"Neglect",
	"Exploitation",
	"Self-harm",
	"Online",
	"Radicalisation",
	"Other",
];

for (const doctype of WITH_A_PUPIL) {
	frappe.ui.form.on(doctype, {
		refresh(frm) {
			if (!frm.is_new() && frappe.model.can_read("Mentoring Safeguarding Note")) {
				frm.page.add_menu_item(__("Raise a Concern"), () => raise_concern(frm));
			}
		},
	});
}

function raise_concern(frm) {
	const fields = [
		{
			fieldname: "text",
			fieldtype: "Long Text",
			label: __("What you saw or heard, in their words"),
			description: __("Safeguarding leads are told at once. If a child is in danger now, call them as well."),
			reqd: 1,
		},
		{
			fieldname: "category",
			fieldtype: "Select",
			label: __("Category"),
			options: CATEGORIES.map((value) => ({ value, label: __(value) })),
			default: "Not said",
		},
	];
	frappe.prompt(
		fields,
		(values) => send(frm, values),
		__("Raise a Concern"),
		__("Send to the Safeguarding Lead")
	);
}

async function send(frm, values) {
	const { message } = await frappe.call({
		method: "learning_mentor.api.safeguarding.raise_concern",
		args: { doctype: frm.doctype, name: frm.docname, ...values },
		freeze: true,
	});
	frappe.show_alert({ message: __("{0} was sent.", [message.name]), indicator: "green" });
}
