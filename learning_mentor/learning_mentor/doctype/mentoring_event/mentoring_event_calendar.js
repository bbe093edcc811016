frappe.views.calendar["Mentoring Event"] = learning_mentor.calendars.timed({
	fields: ["name", "starts_on", "ends_on", "event_title", "status"],
	field_map: { start: "starts_on", end: "ends_on", title: "event_title" },
	get_css_class: ({ status }) =>
		({ Open: "success", Full: "success", Running: "warning", Cancelled: "danger" })[status] || "default",
});
