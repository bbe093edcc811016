frappe.listview_settings["Mentoring Disposal"] = {
	add_fields: ["status"],
	get_indicator(doc) {
		const colors = { Preview: "orange", Approved: "blue", Running: "blue", Done: "green", Cancelled: "gray" };
		return [__(doc.status), colors[doc.status], `status,=,${doc.status}`];
	},
};
