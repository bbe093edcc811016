frappe.listview_settings["Mentoring Outside Link"] = {
	hide_name_column: true,
	add_fields: ["expires_on", "used_on", "revoked_on"],
	get_indicator(doc) {
		if (doc.revoked_on) return [__("Withdrawn"), "red", "revoked_on,is,set"];
		if (doc.used_on) return [__("Used"), "green", "used_on,is,set|revoked_on,is,not set"];
		const now = frappe.datetime.system_datetime();
		if (doc.expires_on < now) {
			return [__("Expired"), "gray", `expires_on,<,${now}|used_on,is,not set|revoked_on,is,not set`];
		}
		return [__("Open"), "blue", "used_on,is,not set|revoked_on,is,not set"];
	},
};
