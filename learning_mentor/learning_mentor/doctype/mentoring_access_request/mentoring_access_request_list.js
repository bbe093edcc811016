frappe.listview_settings["Mentoring Access Request"] = {
	add_fields: ["status", "due_on"],
	get_indicator(doc) {
		const answered = ["Handed Over", "Refused"].includes(doc.status);
		if (!answered && doc.due_on < frappe.datetime.get_today()) {
			return [__("Overdue"), "red", `status,not in,Handed Over,Refused|due_on,<,Today`];
		}
		const colors = { Received: "orange", "In Review": "blue", Ready: "green", "Handed Over": "gray", Refused: "gray" };
		return [__(doc.status), colors[doc.status], `status,=,${doc.status}`];
	},
};
