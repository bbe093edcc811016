import { show_once } from "../desk/dialogs";
import { html } from "../desk/markup";
import { get } from "../desk/server";
import { can_take_a_case, places_text } from "./mentors";

const SUITING_SHOWN = 3;

/** Ask which mentor takes each pupil: `on_chosen([{row, mentor}])`. Refuses to overfill a mentor. */
export class MentorDialog {
	constructor(rows, mentors, on_chosen) {
		this.rows = rows;
		this.mentors = mentors.filter(can_take_a_case);
		this.on_chosen = on_chosen;
	}

	show() {
		this.dialog = new frappe.ui.Dialog({
			title: __("Accept with a Mentor"),
			fields: [{ fieldname: "choice", fieldtype: "HTML", options: String(this.body()) }],
			primary_action_label: __("Accept"),
			primary_action: () => this.submit(),
		});
		this.dialog.$wrapper.addClass("board-mentor-dialog");
		this.dialog.$body.on("change", ".board-mentor-for-all", (event) => this.choose_for_all(event.target.value));
		show_once(this.dialog);
		this.rows.forEach((row, index) => this.advise(row, index));
	}

	/** Say who suits the pupil and why; choosing works without it, should the server not answer. */
	async advise(row, index) {
		const ranked = await get("selection.mentors_for", { nomination: row.name }).catch(() => []);
		const markup = ranked.slice(0, SUITING_SHOWN).map((mentor) => suiting(mentor));
		this.dialog.$body.find(`.board-suiting[data-index="${index}"]`).html(markup.map(String).join(""));
	}

	body() {
		if (!this.mentors.length) return html`<p>${__("No mentor has a free place.")}</p>`;
		const for_all = this.rows.length > 1 ? this.picker_for_all() : "";
		return html`${for_all}${this.rows.map((row, index) => this.picker_for(row, index))}
			<p class="board-dialog-problem text-danger" role="alert"></p>`;
	}

	picker_for_all() {
		return html`<div class="form-group">
			<label for="board-mentor-for-all">${__("One mentor for all")}</label>
			<select id="board-mentor-for-all" class="form-control board-mentor-for-all">${this.options()}</select>
			<p class="text-muted small">${__("Or choose for each pupil:")}</p>
		</div>`;
	}

	picker_for(row, index) {
		return html`<div class="form-group">
			<label for="board-mentor-${index}">${__("Mentor for {0}", [row.student_name])}</label>
			<select id="board-mentor-${index}" class="form-control board-mentor-choice">${this.options()}</select>
			<ol class="board-suiting" data-index="${index}" aria-label="${__("Who suits")}"></ol>
		</div>`;
	}

	options() {
		const choices = this.mentors.map(
			(mentor) => html`<option value="${mentor.name}">${mentor.mentor_name} (${places_text(mentor)})</option>`
		);
		return html`<option value="">${__("Choose a mentor")}</option>${choices}`;
	}

	choose_for_all(mentor) {
		this.dialog.$body.find(".board-mentor-choice").val(mentor);
	}

	submit() {
		const choices = this.choices();
		const problem = this.problem_with(choices);
		this.dialog.$body.find(".board-dialog-problem").text(problem);
		if (problem || !choices.length) return;
		this.dialog.hide();
		this.on_chosen(choices);
	}

	choices() {
		const selects = this.dialog.$body.find(".board-mentor-choice").toArray();
		return selects.map((select, index) => ({ row: this.rows[index], mentor: select.value }));
	}

	problem_with(choices) {
		if (choices.some(({ mentor }) => !mentor)) return __("Choose a mentor for every pupil.");
		const overfilled = this.mentors.find(
			({ name, free_places }) => choices.filter(({ mentor }) => mentor === name).length > free_places
		);
		return overfilled ? __("{0} has not that many free places.", [overfilled.mentor_name]) : "";
	}
}

function suiting({ mentor_name, score, reasons, obstacle }) {
	return html`<li><strong>${mentor_name}</strong> ${__("{0} points", [score])}
		<span class="text-muted">${obstacle || reasons.join("; ")}</span></li>`;
}

/** Ask for the reason of a decision; `required` for one that needs it. */
export function ask_reason({ title, action, required }, on_given) {
	const dialog = new frappe.ui.Dialog({
		title,
		fields: [
			{
				fieldname: "reason",
				fieldtype: "Small Text",
				label: __("Reason"),
				reqd: required ? 1 : 0,
				description: __("Whoever nominated can read this."),
			},
		],
		primary_action_label: action,
		primary_action: ({ reason }) => {
			dialog.hide();
			on_given((reason || "").trim());
		},
	});
	show_once(dialog);
}

/** Confirm what dropping nominations on a mentor would do. */
export function confirm_drop(rows, mentor, on_confirmed) {
	const question =
		rows.length === 1
			? __("Accept {0} with {1}?", [rows[0].student_name, mentor.mentor_name])
			: __("Accept {0} nominations with {1}?", [rows.length, mentor.mentor_name]);
	frappe.confirm(frappe.utils.escape_html(question), on_confirmed);
}
