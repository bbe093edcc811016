frappe.listview_settings["Mentoring Protection File"] = {
	add_fields: ["file_exists", "sent_on", "receipt_on"],
	get_indicator(doc) {
		if (doc.file_exists === "No") return [__("No file"), "gray", "file_exists,=,No"];
		if (doc.receipt_on) return [__("Received"), "green", "receipt_on,is,set"];
		if (doc.sent_on) return [__("Receipt awaited"), "orange", "sent_on,is,set|receipt_on,is,not set"];
		return [__("To be sent"), "red", "file_exists,=,Yes|sent_on,is,not set"];
	},
};
