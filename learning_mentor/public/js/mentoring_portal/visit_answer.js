import { sendOnSubmit } from "./forms";

/** A guardian's answer to a visit: the time suits, or another one is asked for. */
export function takeVisitAnswers() {
	const answer = document.getElementById("visit-answer");
	for (const form of answer?.querySelectorAll("form") || []) {
		sendOnSubmit(form, {
			method: `home_visits.${form.dataset.method}`,
			values: () => ({ name: answer.dataset.visit }),
			thanks: document.getElementById("visit-answered"),
			area: answer,
		});
	}
}
