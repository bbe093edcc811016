frappe.views.calendar["Mentoring Home Visit"] = {
	fields: ["name", "starts_on", "ends_on", "student_name", "status"],
	// No visit lasts all day: without a field for it Frappe takes every event for one that does.
	field_map: { id: "name", start: "starts_on", end: "ends_on", title: "student_name", allDay: "all_day" },
	get_css_class: ({ status }) =>
		({ Completed: "success", "Under Way": "warning", "No Access": "danger" })[status] || "default",
};
