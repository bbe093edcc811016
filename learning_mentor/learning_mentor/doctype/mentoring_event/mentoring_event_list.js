frappe.listview_settings["Mentoring Event"] = {
	add_fields: ["status", "seats_taken", "capacity"],
	get_indicator(doc) {
		const colors = {
			Planned: "gray",
			Open: "green",
			Full: "blue",
			Running: "orange",
			Done: "darkgrey",
			Cancelled: "red",
		};
		return [__(doc.status), colors[doc.status], `status,=,${doc.status}`];
	},
};
