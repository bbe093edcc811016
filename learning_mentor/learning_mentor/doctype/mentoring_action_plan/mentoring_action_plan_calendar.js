// From its writing to its next review; neither date is anybody's to drag.
frappe.views.calendar["Mentoring Action Plan"] = learning_mentor.calendars.timed(
	{
		fields: ["name", "written_on", "review_date", "student_name", "status"],
		field_map: { start: "written_on", end: "review_date", title: "student_name" },
		get_css_class: ({ status }) => ({ Active: "success", "Under Review": "warning" })[status] || "default",
	},
	{ can_be_moved: false }
);
