class Markup {
	constructor(text) {
		this.text = text;
	}

	toString() {
		return this.text;
	}
}

/** Markup from a template literal: every value is escaped unless it is markup from here, or a list of it. */
export function html(strings, ...values) {
	return new Markup(strings.reduce((text, part, index) => text + as_markup(values[index - 1]) + part));
}

function as_markup(value) {
	if (value instanceof Markup) return value.text;
	if (Array.isArray(value)) return value.map(as_markup).join("");
	return value === null || value === undefined ? "" : frappe.utils.escape_html(String(value));
}

/** A link to a record's form. */
export function form_link(doctype, name, text) {
	return html`<a href="${frappe.utils.get_form_link(doctype, name)}">${text}</a>`;
}

/** A number of points without a needless decimal. */
export function points(value) {
	return String(Math.round((value || 0) * 10) / 10);
}

/** The words of a piece of HTML, read without running anything in it. */
export function plain_text(markup) {
	return new DOMParser().parseFromString(markup, "text/html").body.textContent.trim();
}
