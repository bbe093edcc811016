frappe.query_reports["Provision Map"] = learning_mentor.reports.ours({
	filters: [
		learning_mentor.reports.filters.year(),
		learning_mentor.reports.filters.group_by("Need", "Year group", "Need and year group", "Pupil"),
		learning_mentor.reports.filters.need(),
		learning_mentor.reports.filters.program(),
		learning_mentor.reports.filters.setting(__("Provision")),
	],
	formatter: learning_mentor.reports.plain,
});
