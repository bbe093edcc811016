import { form_link, html } from "../desk/markup";

export function can_take_a_case(mentor) {
	return !mentor.obstacle && mentor.free_places > 0;
}

export function places_text(mentor) {
	return __("{0} of {1} places free", [mentor.free_places, mentor.limit]);
}

/** A mentor beside the nominations: a drop target when a place is free. */
export function mentor_card(mentor) {
	const state = can_take_a_case(mentor) ? "available" : "unavailable";
	return html`<li class="board-mentor ${state}" data-mentor="${mentor.name}">
		<div class="board-mentor-name">${form_link("Mentor Profile", mentor.name, mentor.mentor_name)}</div>
		${bar(mentor)}
		<div class="board-places text-muted">${places_text(mentor)}</div>
		${obstacle(mentor)}
	</li>`;
}

function bar(mentor) {
	const used = mentor.limit ? Math.min(100, Math.round((100 * mentor.open_cases) / mentor.limit)) : 100;
	const meaning = __("{0} has {1} of {2} cases", [mentor.mentor_name, mentor.open_cases, mentor.limit]);
	return html`<div class="progress board-bar" role="meter" aria-label="${meaning}" title="${meaning}"
		aria-valuemin="0" aria-valuemax="${mentor.limit}" aria-valuenow="${mentor.open_cases}">
		<div class="progress-bar ${used >= 100 ? "full" : ""}" style="width: ${used}%"></div>
	</div>`;
}

function obstacle(mentor) {
	const text = mentor.obstacle || (can_take_a_case(mentor) ? "" : __("Full: no place is free."));
	return text ? html`<div class="board-obstacle">${text}</div>` : "";
}
