import { html } from "../desk/markup";

/** The board's fixed parts; the lists are filled by the board. */
export function layout() {
	return html`<div class="selection-board">
		<section class="board-nominations" aria-label="${__("Open nominations")}">
			<div class="board-top">
				${action_bar()}
				<div class="board-report" role="status" aria-live="polite"></div>
			</div>
			<div class="board-message"></div>
			<ol class="board-list"></ol>
			<button type="button" class="btn btn-default btn-sm board-more hidden">${__("Load More")}</button>
		</section>
		<aside class="board-side" aria-label="${__("Mentors")}">
			<h4 class="board-heading">${__("Mentors")}</h4>
			<ul class="board-mentors"></ul>
		</aside>
	</div>`;
}

function action_bar() {
	return html`<div class="board-actions" role="toolbar" aria-label="${__("Decisions")}">
		<label class="board-all"><input type="checkbox" class="board-select-all"> ${__("Select all")}</label>
		<span class="board-count"></span>
		<span class="board-buttons">
			<button type="button" class="btn btn-primary btn-sm board-accept">${__("Accept with a Mentor")}</button>
			<button type="button" class="btn btn-default btn-sm board-wait">${__("Waiting List")}</button>
			<button type="button" class="btn btn-danger btn-sm board-decline">${__("Decline")}</button>
		</span>
	</div>`;
}

export function empty_message(filtered) {
	if (!filtered) return html`<div class="board-empty"><p>${__("No open nominations")}</p></div>`;
	return html`<div class="board-empty">
		<p>${__("No open nominations match the filters")}</p>
		<button type="button" class="btn btn-default btn-sm board-clear">${__("Clear Filters")}</button>
	</div>`;
}

export function error_message(text) {
	return html`<div class="board-error" role="alert">
		<p>${__("The board could not be loaded.")} ${text}</p>
		<button type="button" class="btn btn-default btn-sm board-retry">${__("Try Again")}</button>
	</div>`;
}

export function count_text(shown, total, selected) {
	const counted = shown < total ? __("{0} of {1} open nominations", [shown, total]) : open_text(total);
	return selected ? __("{0}, {1} selected", [counted, selected]) : counted;
}

function open_text(total) {
	return total === 1 ? __("1 open nomination") : __("{0} open nominations", [total]);
}
