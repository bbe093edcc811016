frappe.listview_settings["Mentoring Referral"] = {
	add_fields: ["status", "urgency"],
	get_indicator(doc) {
		const colors = {
			Draft: "gray",
			"Awaiting Consent": "orange",
			Ready: "blue",
			Sent: "purple",
			Acknowledged: "cyan",
			Accepted: "green",
			Declined: "red",
			"More Information": "yellow",
			"In Progress": "green",
			Closed: "darkgrey",
		};
		return [__(doc.status), colors[doc.status], `status,=,${doc.status}`];
	},
};
