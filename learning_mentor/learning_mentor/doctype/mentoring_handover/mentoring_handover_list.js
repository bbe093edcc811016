frappe.listview_settings["Mentoring Handover"] = {
	add_fields: ["status"],
	get_indicator(doc) {
		const colors = { Offered: "orange", "Question Asked": "yellow", Accepted: "green", Withdrawn: "gray" };
		return [__(doc.status), colors[doc.status], `status,=,${doc.status}`];
	},
};
