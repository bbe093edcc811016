frappe.views.calendar["Mentoring Event"] = {
	fields: ["name", "starts_on", "ends_on", "event_title", "status"],
	// Without a field for it Frappe takes every event for one that lasts all day.
	field_map: { id: "name", start: "starts_on", end: "ends_on", title: "event_title", allDay: "all_day" },
	get_css_class: ({ status }) =>
		({ Open: "success", Full: "success", Running: "warning", Cancelled: "danger" })[status] || "default",
};
