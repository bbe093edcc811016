frappe.listview_settings["Mentor Profile"] = {
	add_fields: ["status", "clearance_status"],
	get_indicator(doc) {
		if (doc.status !== "Active") return [__(doc.status), "gray", `status,=,${doc.status}`];
		const colors = { Cleared: "green", "Due Soon": "orange", Lapsed: "red", "Not Cleared": "red" };
		return [__(doc.clearance_status), colors[doc.clearance_status], `clearance_status,=,${doc.clearance_status}`];
	},
};
