frappe.query_reports["Mentoring Totals"] = learning_mentor.reports.ours({
	filters: [
		{ fieldname: "academic_year", fieldtype: "Data", label: __("Academic year") },
		learning_mentor.reports.filters.need(),
	],
});
