frappe.listview_settings["Mentoring Outside Link"] = {
	hide_name_column: true,
	add_fields: ["expires_on", "used_on", "revoked_on"],
	get_indicator(doc) {
		if (doc.revoked_on) return [__("Withdrawn"), "red", "revoked_on,is,set"];
		if (doc.used_on) return [__("Used"), "green", "used_on,is,set|revoked_on,is,not set"];
		const over = doc.expires_on < frappe.datetime.now_datetime();
		if (over) return [__("Expired"), "gray", "expires_on,<,Now|used_on,is,not set|revoked_on,is,not set"];
		return [__("Open"), "blue", "used_on,is,not set|revoked_on,is,not set"];
	},
};
