frappe.listview_settings["Mentoring School"] = {
	add_fields: ["disabled"],
	get_indicator: (doc) =>
		doc.disabled ? [__("Disabled"), "gray", "disabled,=,1"] : [__("In Use"), "green", "disabled,=,0"],
};
