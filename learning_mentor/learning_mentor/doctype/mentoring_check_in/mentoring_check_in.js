frappe.ui.form.on("Mentoring Check-in", {
	setup(frm) {
		frm.set_query("case", () => ({ filters: { status: ["!=", "Closed"] } }));
		frm.set_query("scale", () => ({ filters: { disabled: 0 } }));
	},

	refresh(frm) {
		if (frm.is_new() || frm.doc.status !== "Asked") return;
		frm.set_intro(__("Waits for an answer: on the pupil's own page, or here in an interview."), "blue");
		frm.add_custom_button(__("Answer by Interview"), () => interview(frm)).addClass("btn-primary");
	},
});

/** One question after the other with the scale's own labels; a question may be left out. */
async function interview(frm) {
	const scale = await frappe.db.get_doc("Mentoring Scale", frm.doc.scale);
	const fields = frm.doc.answers.map((row) => question(row, options_of(scale)));
	const values = await learning_mentor.prompt(fields, __("Answer by Interview"));
	for (const row of frm.doc.answers) {
		frappe.model.set_value(row.doctype, row.name, "answer", values[`item_${row.item_number}`] || "");
	}
	await frm.save();
}

function question(row, options) {
	return {
		fieldname: `item_${row.item_number}`,
		fieldtype: "Select",
		label: row.item_text || __("Item {0}", [row.item_number]),
		options,
		default: row.answer,
	};
}

function options_of(scale) {
	const labels = Object.fromEntries(scale.labels.map((row) => [row.answer, row.label]));
	const options = [{ value: "", label: "" }];
	for (let answer = scale.lowest; answer <= scale.highest; answer++) {
		options.push({ value: String(answer), label: labels[answer] ? `${answer} - ${labels[answer]}` : `${answer}` });
	}
	return options;
}
