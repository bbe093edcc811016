frappe.query_reports["Mentoring Impact"] = learning_mentor.reports.ours({
	filters: [
		learning_mentor.reports.filters.year(),
		learning_mentor.reports.filters.group_by("Need", "Year group", "Gender", "Student category"),
		{
			...learning_mentor.reports.filters.select(
				"measures",
				__("Check-ins about"),
				"Confidence and self-esteem",
				"Feelings at school",
				"Goal progress",
				"Other"
			),
			default: "Confidence and self-esteem",
		},
		{
			...learning_mentor.reports.filters.select(
				"answered_as",
				__("Answered by"),
				"Pupil",
				"Mentor",
				"Teacher",
				"Guardian"
			),
			default: "Pupil",
		},
	],
	formatter: learning_mentor.reports.with_hidden,
});
