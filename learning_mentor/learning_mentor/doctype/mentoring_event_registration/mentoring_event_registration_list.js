frappe.listview_settings["Mentoring Event Registration"] = {
	add_fields: ["status"],
	get_indicator(doc) {
		const colors = {
			Asked: "yellow",
			Registered: "blue",
			Waiting: "orange",
			Cancelled: "darkgrey",
			Attended: "green",
			Absent: "red",
		};
		return [__(doc.status), colors[doc.status], `status,=,${doc.status}`];
	},
};
