frappe.query_reports["Home Visit Outcomes"] = learning_mentor.reports.ours({
	filters: [
		...learning_mentor.reports.filters.days(),
		learning_mentor.reports.filters.group_by("Purpose", "Mentor", "Year group"),
		learning_mentor.reports.filters.link("purpose", __("Purpose"), "Mentoring Visit Purpose"),
		learning_mentor.reports.filters.mentor(),
		learning_mentor.reports.filters.program(),
	],
	formatter: learning_mentor.reports.plain,
});
