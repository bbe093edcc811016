frappe.views.calendar["Mentoring Home Visit"] = learning_mentor.calendars.timed({
	fields: ["name", "starts_on", "ends_on", "student_name", "status"],
	field_map: { start: "starts_on", end: "ends_on", title: "student_name" },
	get_css_class: ({ status }) =>
		({ Completed: "success", "Under Way": "warning", "No Access": "danger" })[status] || "default",
});
