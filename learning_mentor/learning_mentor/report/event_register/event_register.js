frappe.query_reports["Event Register"] = learning_mentor.reports.ours({
	filters: [
		{ fieldname: "event", fieldtype: "Link", label: __("Event"), options: "Mentoring Event", reqd: 1 },
	],
});
