frappe.views.calendar["Mentoring Action Plan"] = {
	fields: ["name", "creation", "review_date", "student_name", "status"],
	// From its writing to its next review. No plan lasts all day: without a field for it Frappe takes each for one.
	field_map: { id: "name", start: "creation", end: "review_date", title: "student_name", allDay: "all_day" },
	editable: false, // neither date is anybody's to drag
	get_css_class: ({ status }) => ({ Active: "success", "Under Review": "warning" })[status] || "default",
};
