import { start_record } from "./records";

// Alt + Shift, since Frappe and browsers have taken most of Ctrl. Shift + / lists them in the desk.
const PAGES = {
	"alt+shift+c": ["my-caseload", __("My Caseload")],
	"alt+shift+b": ["selection-board", __("Selection Board")],
};
const RECORDS = {
	"alt+shift+n": ["Mentoring Nomination", __("Nominate a Pupil")],
	"alt+shift+s": ["Mentoring Session", __("New session, of the case that is open")],
	"alt+shift+l": ["Mentoring Liaison", __("New liaison, of the case that is open")],
};

for (const [shortcut, [page, description]] of Object.entries(PAGES)) {
	frappe.ui.keys.add_shortcut({
		shortcut,
		description,
		ignore_inputs: true,
		condition: () => Boolean(frappe.boot.page_info?.[page]),
		action: () => frappe.set_route(page),
	});
}

for (const [shortcut, [doctype, description]] of Object.entries(RECORDS)) {
	frappe.ui.keys.add_shortcut({
		shortcut,
		description,
		ignore_inputs: true,
		condition: () => frappe.model.can_create(doctype),
		action: () => start_record(doctype, has_case(doctype) ? open_case() : null),
	});
}

function has_case(doctype) {
	return doctype !== "Mentoring Nomination";
}

/** Name of the case whose form, or the form of one of whose records, is open. */
function open_case() {
	const [view, doctype, name] = frappe.get_route();
	if (view !== "Form") return null;
	return doctype === "Mentoring Case" ? name : frappe.get_doc(doctype, name)?.case;
}
