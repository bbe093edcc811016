frappe.listview_settings["Mentoring Case"] = {
	add_fields: ["status"],
	get_indicator(doc) {
		const colors = { Open: "green", Paused: "orange", Closed: "gray" };
		return [__(doc.status), colors[doc.status], `status,=,${doc.status}`];
	},
};
