frappe.provide("learning_mentor.reports");

const choice = (fieldname, label, values) => ({
	fieldname,
	label,
	fieldtype: "Select",
	options: values.map((value) => ({ value, label: value && __(value) })),
});

/** Filters that several reports have. */
learning_mentor.reports.filters = {
	days: () => [
		{
			fieldname: "from_date",
			fieldtype: "Date",
			label: __("From"),
			default: frappe.datetime.add_months(frappe.datetime.get_today(), -3),
		},
		{ fieldname: "to_date", fieldtype: "Date", label: __("To"), default: frappe.datetime.get_today() },
	],
	group_by: (...groups) => ({ ...choice("group_by", __("Group by"), groups), default: groups[0] }),
	select: (fieldname, label, ...values) => choice(fieldname, label, ["", ...values]),
	// Later versions refuse a report whose filter links to what the reader may not read: they type its name.
	link: (fieldname, label, doctype, more = {}) => {
		const may_read = frappe.model.can_read(doctype) || frappe.model.can_select(doctype);
		const kind = may_read ? { fieldtype: "Link", options: doctype } : { fieldtype: "Data" };
		return { fieldname, label, ...kind, ...more };
	},
	year: () => learning_mentor.reports.filters.link("academic_year", __("Academic year"), "Academic Year"),
	program: () => learning_mentor.reports.filters.link("program", __("Year group"), "Program"),
	mentor: () => learning_mentor.reports.filters.link("mentor", __("Mentor"), "Mentor Profile"),
	setting: (label) => {
		const settings = ["One-to-one", "Group", "In-class support", "Drop-in", "Home visit"];
		return learning_mentor.reports.filters.select("setting", label, ...settings);
	},
	need: () => learning_mentor.reports.filters.link("need", __("Need"), "Mentoring Need"),
};

/** A formatter that leaves a cell empty where a figure is not known: Frappe would show 0. */
learning_mentor.reports.plain = (value, row, column, data, default_formatter) =>
	value === null || value === undefined ? "" : default_formatter(value, row, column, data);

/** A formatter that shows a value of the given columns in a colour: `{standing: {Overdue: "red"}}`. */
learning_mentor.reports.pills = (colors) => (value, row, column, data, default_formatter) => {
	const text = learning_mentor.reports.plain(value, row, column, data, default_formatter);
	const color = data && colors[column.fieldname]?.[value];
	return color ? `<span class="indicator-pill ${color}">${frappe.utils.escape_html(__(value))}</span>` : text;
};

/** A formatter for tables that hide small groups: a word where a figure is hidden, the total in bold. */
learning_mentor.reports.with_hidden = (value, row, column, data, default_formatter) => {
	const text = learning_mentor.reports.plain(value, row, column, data, default_formatter);
	if (data?.hidden?.includes(column.fieldname)) return `<span class="text-muted">${__("hidden")}</span>`;
	return data?.is_total ? `<b>${text}</b>` : text;
};
