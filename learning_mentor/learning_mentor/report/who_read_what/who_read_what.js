frappe.query_reports["Who Read What"] = learning_mentor.reports.ours({
	filters: [
		{
			fieldname: "from_date",
			fieldtype: "Date",
			label: __("From"),
			default: frappe.datetime.add_days(frappe.datetime.get_today(), -30),
		},
		{ fieldname: "to_date", fieldtype: "Date", label: __("To"), default: frappe.datetime.get_today() },
		learning_mentor.reports.filters.link("reader", __("Read by"), "User"),
		{ fieldname: "record", fieldtype: "Data", label: __("Record or case") },
		{ fieldname: "pupil", fieldtype: "Data", label: __("Pupil's number") },
		{
			fieldname: "way",
			fieldtype: "Select",
			label: __("Way"),
			options: ["", "Form", "API", "List", "Report", "Print", "Chronology", "Portal", "Access Pack", "Safeguarding Note", "Export", "File"],
		},
	],
});
