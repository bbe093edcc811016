frappe.listview_settings["Mentoring Early Sign"] = {
	add_fields: ["status"],
	filters: [["status", "=", "New"]],
	get_indicator(doc) {
		const colors = { New: "orange", Nominated: "green", Dismissed: "gray" };
		return [__(doc.status), colors[doc.status], `status,=,${doc.status}`];
	},
};
