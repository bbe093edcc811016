frappe.query_reports["Nomination Funnel"] = learning_mentor.reports.ours({
	filters: [
		...learning_mentor.reports.filters.days(),
		learning_mentor.reports.filters.group_by("Source", "Urgency", "Year group"),
		learning_mentor.reports.filters.select(
			"source",
			__("Source"),
			"Teacher",
			"Pastoral staff",
			"Guardian",
			"Pupil",
			"Safeguarding",
			"Outside agency"
		),
		learning_mentor.reports.filters.select("urgency", __("Urgency"), "Routine", "Soon", "Urgent"),
		learning_mentor.reports.filters.program(),
	],
	formatter: learning_mentor.reports.plain,
});
