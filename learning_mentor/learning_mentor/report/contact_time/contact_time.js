frappe.query_reports["Contact Time"] = learning_mentor.reports.ours({
	filters: [
		...learning_mentor.reports.filters.days(),
		learning_mentor.reports.filters.group_by("Mentor, need and setting", "Mentor", "Need", "Setting"),
		learning_mentor.reports.filters.mentor(),
		learning_mentor.reports.filters.need(),
		learning_mentor.reports.filters.program(),
		learning_mentor.reports.filters.setting(__("Setting")),
	],
	formatter: learning_mentor.reports.plain,
});
