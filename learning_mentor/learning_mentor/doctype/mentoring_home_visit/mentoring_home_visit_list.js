frappe.listview_settings["Mentoring Home Visit"] = {
	add_fields: ["status"],
	get_indicator(doc) {
		const colors = {
			Planned: "gray",
			Approved: "blue",
			"Under Way": "orange",
			Completed: "green",
			"No Access": "yellow",
			Cancelled: "darkgrey",
		};
		return [__(doc.status), colors[doc.status], `status,=,${doc.status}`];
	},
};
