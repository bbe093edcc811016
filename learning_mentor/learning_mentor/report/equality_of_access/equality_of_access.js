frappe.query_reports["Equality of Access"] = learning_mentor.reports.ours({
	filters: [
		learning_mentor.reports.filters.year(),
		learning_mentor.reports.filters.group_by("Gender", "Year group", "Student category"),
	],
	formatter: learning_mentor.reports.with_hidden,
});
