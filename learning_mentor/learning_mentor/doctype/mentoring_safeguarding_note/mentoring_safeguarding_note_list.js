frappe.listview_settings["Mentoring Safeguarding Note"] = {
	add_fields: ["status"],
	get_indicator(doc) {
		const colors = { Open: "red", Closed: "gray" };
		return [__(doc.status), colors[doc.status], `status,=,${doc.status}`];
	},
};
