import { post, thank } from "./server";

/** A guardian's answer to a visit: the time suits, or another one is asked for. */
export function takeVisitAnswers() {
	const answer = document.getElementById("visit-answer");
	for (const form of answer?.querySelectorAll("form") || []) {
		form.addEventListener("submit", (event) => {
			event.preventDefault();
			send(form, answer);
		});
		form.querySelector("button").disabled = false;
	}
}

async function send(form, answer) {
	const button = form.querySelector("button");
	const error = form.querySelector(".mentoring-error");
	error.textContent = "";
	button.disabled = true;
	try {
		const values = { name: answer.dataset.visit, ...Object.fromEntries(new FormData(form)) };
		await post(`home_visits.${form.dataset.method}`, values);
		thank(document.getElementById("visit-answered"), form.dataset.thanks, answer);
	} catch (refusal) {
		error.textContent = refusal.message;
		form.querySelector("textarea")?.focus();
	}
	button.disabled = false;
}
