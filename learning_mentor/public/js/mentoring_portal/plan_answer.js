import { takeForms } from "./forms";
import { post, thank } from "./server";

/** A guardian's answer to a plan. */
export function takePlanAnswers() {
	const answer = document.getElementById("plan-answer");
	takeForms(answer?.querySelectorAll("form") || [], async (form, values) => {
		await post(`portal.${form.dataset.method}`, { name: answer.dataset.plan, ...values });
		thank(document.getElementById("plan-answered"), form.dataset.thanks, answer);
	});
}
