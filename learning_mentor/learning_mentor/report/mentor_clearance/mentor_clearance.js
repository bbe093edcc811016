const CLEARANCE_COLORS = { Cleared: "green", "Due Soon": "orange", Lapsed: "red", "Not Cleared": "gray" };

frappe.query_reports["Mentor Clearance"] = learning_mentor.reports.ours({
	filters: [
		{ fieldname: "on", fieldtype: "Date", label: __("On"), default: frappe.datetime.get_today() },
		{
			fieldname: "status",
			fieldtype: "Select",
			label: __("Clearance"),
			options: ["", ...Object.keys(CLEARANCE_COLORS)].join("\n"),
		},
		{
			fieldname: "employment",
			fieldtype: "Select",
			label: __("Employment"),
			options: ["", "Paid", "Volunteer", "University scheme", "Agency"].join("\n"),
		},
	],

	formatter(value, row, column, data, default_formatter) {
		const text = default_formatter(value, row, column, data);
		if (column.fieldname !== "clearance_status" || !data) return text;
		return `<span class="indicator-pill ${CLEARANCE_COLORS[data.clearance_status]}">${text}</span>`;
	},
});
