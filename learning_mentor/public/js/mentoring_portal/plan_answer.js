import { post, thank } from "./server";

/** A guardian's answer to a plan. What was typed stays when the server refuses it. */
export function takePlanAnswers() {
	const answer = document.getElementById("plan-answer");
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
	const values = { name: answer.dataset.plan, ...Object.fromEntries(new FormData(form)) };
	error.textContent = "";
	button.disabled = true;
	try {
		await post(`portal.${form.dataset.method}`, values);
		thank(document.getElementById("plan-answered"), form.dataset.thanks, answer);
	} catch (refusal) {
		error.textContent = refusal.message;
		form.querySelector("[required]").focus();
	}
	button.disabled = false;
}
