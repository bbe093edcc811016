import { html } from "../desk/markup";

export const MOODS = [1, 2, 3, 4, 5];
export const REASONS = ["Absent", "Rescheduled", "Holiday", "Clash", "Refused", "Mentor away"];
export const KINDS = ["One-to-one", "Group", "In-class support", "Drop-in"];

/** One of a few, as buttons: one tap each. `options` are `[{value, label}]`. */
export function chips(name, legend, options, chosen) {
	return html`<fieldset class="caseload-chips"><legend>${legend}</legend>
		${options.map((option) => chip(name, option, option.value === chosen))}
	</fieldset>`;
}

function chip(name, { value, label }, chosen) {
	return html`<label><input type="radio" name="${name}" value="${value}" ${chosen ? html`checked` : ""}>
		<span>${label}</span></label>`;
}

export function mood_chips(name, legend) {
	const meanings = [__("very low"), __("low"), __("so-so"), __("good"), __("very good")];
	const options = MOODS.map((value) => ({ value, label: html`${value}<small>${meanings[value - 1]}</small>` }));
	return chips(name, legend, options);
}

/** Translated options of a select. */
export function select(name, label, values, chosen) {
	return html`<label class="caseload-field">${label}
		<select class="form-control" name="${name}">
			${values.map((value) => html`<option value="${value}" ${value === chosen ? html`selected` : ""}>${__(value)}</option>`)}
		</select></label>`;
}
