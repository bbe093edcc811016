frappe.query_reports["Event Reach"] = learning_mentor.reports.ours({
	filters: [
		...learning_mentor.reports.filters.days(),
		learning_mentor.reports.filters.group_by("Kind", "Event", "Year group"),
		learning_mentor.reports.filters.select(
			"kind",
			__("Kind"),
			"Drop-in",
			"Music",
			"Sport",
			"Workshop",
			"Parents' Session",
			"Trip"
		),
		learning_mentor.reports.filters.program(),
	],
	formatter: learning_mentor.reports.plain,
});
