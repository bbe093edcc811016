import { sendOnSubmit } from "./forms";

/** A guardian's answer to a plan. */
export function takePlanAnswers() {
	const answer = document.getElementById("plan-answer");
	for (const form of answer?.querySelectorAll("form") || []) {
		sendOnSubmit(form, {
			method: `portal.${form.dataset.method}`,
			values: () => ({ name: answer.dataset.plan }),
			thanks: document.getElementById("plan-answered"),
			area: answer,
		});
	}
}
