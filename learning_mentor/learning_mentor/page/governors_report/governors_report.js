/** Chooses a term, or days, and opens the report on them as a PDF. */

frappe.pages["governors-report"].on_page_load = async (wrapper) => {
	const page = frappe.ui.make_app_page({
		parent: wrapper,
		title: __("Governors' Report"),
		single_column: true,
	});
	const explained = __(
		"One PDF on a term's mentoring, with charts and without names. Figures of fewer than five pupils are left out, so that it can be published."
	);
	page.main.append(`<p class="text-muted" style="padding: var(--padding-lg)">${explained}</p>`);
	const { message: terms } = await frappe.call({
		method: "learning_mentor.api.governors.terms",
		type: "GET",
	});
	add_fields(page, terms);
	page.set_primary_action(__("Open PDF"), () => open_report(page), "printer");
};

function add_fields(page, terms) {
	const options = terms.map((term) => ({
		value: term.name,
		label: `${term.term_name} ${term.academic_year}`,
	}));
	const chosen = page.add_field({
		fieldname: "academic_term",
		fieldtype: "Select",
		label: __("Term"),
		options: [{ value: "", label: __("Other days") }, ...options],
		change: () => show_days(page),
	});
	page.add_field({ fieldname: "from_date", fieldtype: "Date", label: __("From") });
	page.add_field({ fieldname: "to_date", fieldtype: "Date", label: __("To") });
	chosen.set_value(terms[0]?.name || "");
	show_days(page);
}

/** A term has days of its own: those fields are for other days. */
function show_days(page) {
	const has_term = Boolean(page.fields_dict.academic_term.get_value());
	for (const name of ["from_date", "to_date"]) page.fields_dict[name].$wrapper.toggle(!has_term);
}

function open_report(page) {
	const { academic_term, from_date, to_date } = page.get_form_values();
	if (!academic_term && !(from_date && to_date)) {
		frappe.msgprint(__("Term is missing: choose one, or enter From and To."));
		return;
	}
	const asked = academic_term ? { academic_term } : { from_date, to_date };
	window.open(`/api/method/learning_mentor.api.governors.report?${new URLSearchParams(asked)}`);
}
