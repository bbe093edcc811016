frappe.query_reports["Event Register"] = {
	filters: [
		{ fieldname: "event", fieldtype: "Link", label: __("Event"), options: "Mentoring Event", reqd: 1 },
	],
};
