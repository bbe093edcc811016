frappe.listview_settings["Mentoring Retention Rule"] = {
	hide_name_column: true,
	add_fields: ["disabled", "years"],
	get_indicator(doc) {
		return doc.disabled
			? [__("Keeps all"), "gray", "disabled,=,1"]
			: [__("{0} years", [doc.years]), "blue", `years,=,${doc.years}`];
	},
};
