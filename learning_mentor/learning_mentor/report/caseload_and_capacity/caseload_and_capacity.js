frappe.query_reports["Caseload and Capacity"] = learning_mentor.reports.ours({
	filters: [
		learning_mentor.reports.filters.select("standing", __("Standing"), "Places free", "Full", "Over the limit", "Away"),
		learning_mentor.reports.filters.select(
			"employment",
			__("Employment"),
			"Paid",
			"Volunteer",
			"University scheme",
			"Agency"
		),
		{
			fieldname: "phase",
			fieldtype: "Select",
			label: __("Phase"),
			options: [
				"",
				{ value: "primary_phase", label: __("Primary") },
				{ value: "secondary_phase", label: __("Secondary") },
				{ value: "college_phase", label: __("College") },
			],
		},
	],
	formatter: learning_mentor.reports.pills({
		standing: { "Places free": "green", Full: "blue", "Over the limit": "red", Away: "orange" },
	}),
});
