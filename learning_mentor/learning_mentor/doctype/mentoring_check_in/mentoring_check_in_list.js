frappe.listview_settings["Mentoring Check-in"] = {
	add_fields: ["status"],
	get_indicator(doc) {
		const colors = { Asked: "blue", Answered: "green", Withdrawn: "gray" };
		return [__(doc.status), colors[doc.status], `status,=,${doc.status}`];
	},
};
