frappe.query_reports["Home Visit List"] = learning_mentor.reports.ours({
	filters: [
		{ fieldname: "from_date", fieldtype: "Date", label: __("From"), default: frappe.datetime.get_today() },
		{ fieldname: "to_date", fieldtype: "Date", label: __("To"), default: frappe.datetime.get_today() },
	],
});
