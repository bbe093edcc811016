frappe.listview_settings["Mentoring Transition Plan"] = {
	add_fields: ["status"],
	get_indicator(doc) {
		const colors = { Draft: "gray", Agreed: "blue", Shared: "orange", Received: "green", Settled: "darkgrey" };
		return [__(doc.status), colors[doc.status], `status,=,${doc.status}`];
	},
};
