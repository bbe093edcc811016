frappe.listview_settings["Mentoring Liaison"] = {
	add_fields: ["next_contact_on"],
	get_indicator(doc) {
		if (!doc.next_contact_on) return [__("Done"), "gray", "next_contact_on,is,not set"];
		return doc.next_contact_on < frappe.datetime.get_today()
			? [__("Contact Overdue"), "red", "next_contact_on,<,Today"]
			: [__("Contact Again"), "blue", "next_contact_on,>=,Today"];
	},
};
