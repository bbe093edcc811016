import { takeForms } from "./forms";
import { post, thank } from "./server";

/** A guardian's answer about a move: what may be passed on, or that nothing may any more; and a pupil's own. */
export function takeTransitionAnswers() {
	const answer = document.getElementById("transition-answer");
	takeForms(answer?.querySelectorAll("form") || [], (form, values) => {
		const sections = new FormData(form).getAll("sections");
		return send(form, answer, { ...values, sections, name: answer.dataset.plan });
	});
	takeForms(document.querySelectorAll("#transition-own"), (form, values) => send(form, form, values));
}

async function send(form, area, values) {
	await post(`transition.${form.dataset.method}`, values);
	thank(document.getElementById("transition-answered"), form.dataset.thanks, area);
}
