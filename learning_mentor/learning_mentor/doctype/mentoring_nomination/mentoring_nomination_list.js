frappe.listview_settings["Mentoring Nomination"] = {
	add_fields: ["status", "program", "urgency", "safeguarding_concern", "safeguarding_released_by"],

	get_indicator(doc) {
		const open = ["Submitted", "Under Review", "Waiting List"].includes(doc.status);
		if (open && doc.safeguarding_concern && !doc.safeguarding_released_by) {
			const held = `status,=,${doc.status}|safeguarding_concern,=,1|safeguarding_released_by,is,not set`;
			return [__("Held for Safeguarding"), "red", held];
		}
		const colors = {
			Draft: "gray",
			Submitted: "blue",
			"Under Review": "purple",
			"Waiting List": "orange",
			Accepted: "green",
			Declined: "red",
			Withdrawn: "darkgrey",
		};
		return [__(doc.status), colors[doc.status] || "gray", `status,=,${doc.status}`];
	},

	onload(listview) {
		if (!frappe.user.has_role("Mentoring Coordinator")) return;
		listview.page.add_inner_button(__("Selection Board"), () => frappe.set_route("selection-board"));
	},
};
