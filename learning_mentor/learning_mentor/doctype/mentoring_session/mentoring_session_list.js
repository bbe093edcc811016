frappe.listview_settings["Mentoring Session"] = {
	add_fields: ["status"],
	get_indicator(doc) {
		const colors = { Planned: "blue", Held: "green", Missed: "red", Cancelled: "gray" };
		return [__(doc.status), colors[doc.status], `status,=,${doc.status}`];
	},
};
