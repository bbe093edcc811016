frappe.listview_settings["Mentoring Group"] = {
	add_fields: ["status"],
	get_indicator(doc) {
		const colors = { Open: "green", Closed: "gray" };
		return [__(doc.status), colors[doc.status], `status,=,${doc.status}`];
	},
};
