import { takeForms } from "./forms";
import { post, thank } from "./server";

/** A guardian's answer to a visit: the time suits, or another one is asked for. */
export function takeVisitAnswers() {
	const answer = document.getElementById("visit-answer");
	takeForms(answer?.querySelectorAll("form") || [], async (form, values) => {
		await post(`home_visits.${form.dataset.method}`, { name: answer.dataset.visit, ...values });
		thank(document.getElementById("visit-answered"), form.dataset.thanks, answer);
	});
}
