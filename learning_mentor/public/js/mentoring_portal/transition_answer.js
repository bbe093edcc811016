import { sendOnSubmit } from "./forms";

/** A guardian's answer about a move: what may be passed on, or that nothing may any more; and a pupil's own. */
export function takeTransitionAnswers() {
	const answer = document.getElementById("transition-answer");
	const own = document.getElementById("transition-own");
	for (const form of answer?.querySelectorAll("form") || []) {
		takeForm(form, answer, () => ({
			name: answer.dataset.plan,
			sections: new FormData(form).getAll("sections"),
		}));
	}
	if (own) takeForm(own, own, () => ({}));
}

function takeForm(form, area, values) {
	sendOnSubmit(form, {
		method: `transition.${form.dataset.method}`,
		values,
		thanks: document.getElementById("transition-answered"),
		area,
	});
}
