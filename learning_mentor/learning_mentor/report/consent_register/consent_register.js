frappe.query_reports["Consent Register"] = learning_mentor.reports.ours({
	filters: [
		{ fieldname: "student", fieldtype: "Data", label: __("Pupil's number") },
		{ fieldname: "kind", fieldtype: "Select", label: __("Consent to"), options: [""] },
		{
			fieldname: "status",
			fieldtype: "Select",
			label: __("Status"),
			options: ["", "Given", "Refused", "Withdrawn", "Ended"],
		},
	],
	onload(report) {
		frappe.call({ method: "learning_mentor.api.data_protection.kinds_of_consent", type: "GET" }).then((answer) => {
			const kind = report.get_filter("kind");
			kind.df.options = ["", ...answer.message];
			kind.refresh();
		});
	},
});
