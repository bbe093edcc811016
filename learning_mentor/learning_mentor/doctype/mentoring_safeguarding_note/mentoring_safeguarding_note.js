frappe.ui.form.on("Mentoring Safeguarding Note", {
	refresh(frm) {
		frm.disable_save();
		if (frm.is_new()) return;
		show_entries(frm);
		frm.add_custom_button(__("Add an Entry"), () => add_entry(frm));
		if (!frappe.user.has_role("Safeguarding Lead")) return;
		frm.add_custom_button(__("Let Somebody Read"), () => let_read(frm));
		frm.add_custom_button(__("Who Has Read It"), () =>
			frappe.set_route("List", "Mentoring Safeguarding Reading", { note: frm.docname })
		);
	},
});

async function show_entries(frm) {
	const { message: entries } = await frappe.call({
		method: "learning_mentor.api.safeguarding.read",
		args: { name: frm.docname },
	});
	const escape = (text) => frappe.utils.escape_html(String(text || "")).replace(/\n/g, "<br>");
	const parts = entries.map(
		(entry) => `<section class="mb-4"><h5>${__(entry.kind)}</h5>
			<p class="text-muted">${escape(entry.author_name)}, ${frappe.datetime.str_to_user(entry.written_on)}
			${entry.agency ? `&middot; ${escape(entry.agency)}, ${frappe.datetime.str_to_user(entry.told_on)}` : ""}</p>
			<p>${escape(entry.entry_text)}</p></section>`
	);
	frm.get_field("entries").$wrapper.html(parts.join(""));
}

function add_entry(frm) {
	const kinds = ["Correction", "Action"];
	if (frappe.user.has_role("Safeguarding Lead")) {
		kinds.push("Agency told", frm.doc.status === "Open" ? "Closed" : "Reopened");
	}
	const fields = [
		{
			fieldname: "kind",
			fieldtype: "Select",
			label: __("Kind"),
			options: kinds.map((value) => ({ value, label: __(value) })),
			default: "Action",
			reqd: 1,
		},
		{ fieldname: "agency", fieldtype: "Data", label: __("Agency"), depends_on: "eval:doc.kind=='Agency told'" },
		{ fieldname: "told_on", fieldtype: "Datetime", label: __("Told on"), depends_on: "eval:doc.kind=='Agency told'" },
		{ fieldname: "text", fieldtype: "Long Text", label: __("Text"), reqd: 1 },
	];
	frappe.prompt(fields, (values) => call(frm, "add_entry", values), __("Add an Entry"), __("Add"));
}

function let_read(frm) {
	const field = {
		fieldname: "user",
		fieldtype: "Link",
		options: "User",
		label: __("Person"),
		reqd: 1,
		get_query: () => ({ filters: { enabled: 1, user_type: "System User" } }),
	};
	frappe.prompt([field], (values) => call(frm, "let_read", values), __("Let Somebody Read"), __("Let In"));
}

async function call(frm, method, values) {
	await frappe.call({
		method: `learning_mentor.api.safeguarding.${method}`,
		args: { name: frm.docname, ...values },
		freeze: true,
	});
	frm.reload_doc();
}
