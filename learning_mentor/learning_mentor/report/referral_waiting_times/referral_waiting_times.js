frappe.query_reports["Referral Waiting Times"] = learning_mentor.reports.ours({
	filters: [
		...learning_mentor.reports.filters.days(),
		learning_mentor.reports.filters.link("agency", __("Agency"), "Support Agency"),
		learning_mentor.reports.filters.select(
			"agency_type",
			__("Kind of agency"),
			"Social care",
			"Early help",
			"Mental health",
			"Educational psychology",
			"School health",
			"Speech and language",
			"Youth service",
			"Police",
			"Bereavement",
			"Charity",
			"Other"
		),
		learning_mentor.reports.filters.select("urgency", __("Urgency"), "Routine", "Urgent"),
	],
	formatter: learning_mentor.reports.plain,
});
