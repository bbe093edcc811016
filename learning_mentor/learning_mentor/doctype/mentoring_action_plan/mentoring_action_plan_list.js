frappe.listview_settings["Mentoring Action Plan"] = {
	add_fields: ["status", "review_date"],
	has_indicator_for_draft: 1,
	has_indicator_for_cancelled: 1,
	refresh(listview) {
		if (listview.view_name === "Gantt") listview.can_write = false; // neither date is anybody's to drag
	},
	get_indicator(doc) {
		const in_force = ["Active", "Under Review"].includes(doc.status);
		if (in_force && doc.review_date && doc.review_date < frappe.datetime.get_today()) {
			return [__("Review Overdue"), "red", `status,=,${doc.status}|review_date,<,Today`];
		}
		const colors = {
			Draft: "gray",
			"Pending Approval": "orange",
			Returned: "red",
			"Pending Guardian Agreement": "blue",
			Active: "green",
			"Under Review": "purple",
			Completed: "darkgrey",
			Cancelled: "red",
		};
		return [__(doc.status), colors[doc.status], `status,=,${doc.status}`];
	},
};
