frappe.listview_settings["Mentoring Read Log"] = {
	hide_name_column: true,
	get_indicator(doc) {
		const colors = { Form: "blue", API: "gray", Print: "orange", Portal: "green" };
		return [__(doc.way), colors[doc.way] || "purple", `way,=,${doc.way}`];
	},
};
