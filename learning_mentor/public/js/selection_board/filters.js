const FIELDS = [
	{ fieldname: "need", fieldtype: "Link", options: "Mentoring Need", label: () => __("Need") },
	{ fieldname: "program", fieldtype: "Link", options: "Program", label: () => __("Year group") },
	{ fieldname: "source", fieldtype: "Select", label: () => __("Source") },
];

/** The filters in the page's head; `on_change` is called when their values differ from the last ones. */
export class Filters {
	constructor(page, on_change) {
		this.on_change = on_change;
		this.controls = FIELDS.map((field) =>
			page.add_field({ ...field, label: field.label(), change: () => this.changed() })
		);
		this.last = this.key();
		this.offer_sources();
	}

	/** Sources as the nomination's form has them, an admin's own included. */
	offer_sources() {
		frappe.model.with_doctype("Mentoring Nomination", () => {
			const field = frappe.meta.get_docfield("Mentoring Nomination", "source");
			const source = this.control("source");
			source.df.options = ["", ...field.options.split("\n")].join("\n");
			source.refresh();
		});
	}

	control(fieldname) {
		return this.controls.find((control) => control.df.fieldname === fieldname);
	}

	values() {
		const pairs = this.controls.map((control) => [control.df.fieldname, control.get_value()]);
		return Object.fromEntries(pairs.filter(([, value]) => value));
	}

	key() {
		return JSON.stringify(this.values());
	}

	are_set() {
		return Object.keys(this.values()).length > 0;
	}

	clear() {
		this.controls.forEach((control) => control.set_input(""));
		this.changed();
	}

	/** Outside a form a Link forgets its last value, and so misses that it was emptied: it is told here. */
	changed() {
		this.controls.forEach((control) => (control.last_value = control.get_value()));
		if (this.key() === this.last) return;
		this.last = this.key();
		this.on_change();
	}
}
