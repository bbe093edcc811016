frappe.query_reports["Access Review"] = learning_mentor.reports.ours({
	filters: [
		{
			fieldname: "show",
			fieldtype: "Select",
			label: __("Show"),
			options: [
				{ value: "Roles", label: __("Roles") },
				{ value: "People", label: __("People") },
			],
			default: "Roles",
		},
		learning_mentor.reports.filters.link("record_type", __("Record type"), "DocType"),
		{ fieldname: "warnings", fieldtype: "Check", label: __("Warnings only") },
	],
	formatter(value, row, column, data, default_formatter) {
		const shown = default_formatter(value, row, column, data);
		return column.fieldname === "warning" && value ? `<span class="text-danger">${shown}</span>` : shown;
	},
});
