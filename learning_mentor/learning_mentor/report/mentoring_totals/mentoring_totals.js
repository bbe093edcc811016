frappe.query_reports["Mentoring Totals"] = learning_mentor.reports.ours({
	filters: [
		{ fieldname: "academic_year", fieldtype: "Data", label: __("Academic year") },
		{ fieldname: "need", fieldtype: "Link", options: "Mentoring Need", label: __("Need") },
	],
});
