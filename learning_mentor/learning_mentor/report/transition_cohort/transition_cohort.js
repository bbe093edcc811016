frappe.query_reports["Transition Cohort"] = learning_mentor.reports.ours({
	filters: [
		learning_mentor.reports.filters.year(),
		learning_mentor.reports.filters.program(),
		{
			fieldname: "readiness",
			fieldtype: "Select",
			label: __("How it stands"),
			options: ["", "Late", "No plan", "On the way", "Ready"].map((value) => ({ value, label: __(value) })),
		},
	],

	formatter(value, row, column, data, default_formatter) {
		const text = default_formatter(value, row, column, data);
		if (column.fieldname !== "readiness" || !data) return text;
		const colors = { Late: "red", "No plan": "orange", "On the way": "blue", Ready: "green" };
		return `<span class="indicator-pill ${colors[data.readiness]}">${__(data.readiness)}</span>`;
	},
});
