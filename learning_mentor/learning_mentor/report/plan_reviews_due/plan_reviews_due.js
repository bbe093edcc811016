frappe.query_reports["Plan Reviews Due"] = learning_mentor.reports.ours({
	filters: [
		learning_mentor.reports.filters.mentor(),
		learning_mentor.reports.filters.program(),
		learning_mentor.reports.filters.select("standing", __("Standing"), "Overdue", "Due soon", "Later"),
		{ fieldname: "soon_days", fieldtype: "Int", label: __("Soon means days"), default: 14 },
	],
	formatter: learning_mentor.reports.pills({
		standing: { Overdue: "red", "Due soon": "orange", Later: "blue" },
	}),
});
