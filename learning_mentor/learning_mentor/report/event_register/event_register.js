frappe.query_reports["Event Register"] = learning_mentor.reports.ours({
	filters: [
		learning_mentor.reports.filters.link("event", __("Event"), "Mentoring Event", { reqd: 1 }),
	],
});
