frappe.query_reports["Case Chronology"] = learning_mentor.reports.ours({
	filters: [
		{
			fieldname: "case",
			fieldtype: "Link",
			options: "Mentoring Case",
			label: __("Case"),
		},
		{
			fieldname: "kinds",
			fieldtype: "MultiSelectList",
			label: __("What"),
			get_data: (text) =>
				[
					"Session",
					"Check-in",
					"Action plan",
					"Plan decision",
					"Home visit",
					"Liaison",
					"Referral",
					"Transition plan",
					"Handover",
					"Event",
				]
					.map((value) => ({ value, label: __(value), description: "" }))
					.filter(({ label }) => label.toLowerCase().includes((text || "").toLowerCase())),
		},
		{ fieldname: "from_date", fieldtype: "Date", label: __("From") },
		{ fieldname: "to_date", fieldtype: "Date", label: __("To") },
	],
});
