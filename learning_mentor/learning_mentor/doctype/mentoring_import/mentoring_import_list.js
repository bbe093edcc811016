frappe.listview_settings["Mentoring Import"] = {
	get_indicator(doc) {
		const colours = {
			Checking: "blue",
			Importing: "blue",
			Checked: doc.bad_rows ? "orange" : "green",
			Imported: "green",
			Stopped: "orange",
			Failed: "red",
		};
		return [__(doc.state), colours[doc.state] || "gray", `state,=,${doc.state}`];
	},
	add_fields: ["bad_rows"],
};
