frappe.listview_settings["Support Agency"] = {
	add_fields: ["active"],
	get_indicator: (doc) =>
		doc.active ? [__("Takes referrals"), "green", "active,=,1"] : [__("Closed"), "gray", "active,=,0"],
};
