frappe.query_reports["Equality of Access"] = {
	filters: [
		learning_mentor.reports.filters.year(),
		learning_mentor.reports.filters.group_by("Gender", "Year group", "Student category"),
	],
	formatter: learning_mentor.reports.with_hidden,
};
