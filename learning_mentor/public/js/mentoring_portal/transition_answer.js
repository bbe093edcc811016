import { post, thank } from "./server";

/** A guardian's answer about a move: what may be passed on, or that nothing may any more. */
export function takeTransitionAnswers() {
	const answer = document.getElementById("transition-answer");
	for (const form of answer?.querySelectorAll("form") || []) takeForm(form, answer);
	const own = document.getElementById("transition-own");
	if (own) takeForm(own, own);
}

function takeForm(form, answer) {
	form.addEventListener("submit", (event) => {
		event.preventDefault();
		send(form, answer);
	});
	form.querySelector("button").disabled = false;
}

async function send(form, answer) {
	const button = form.querySelector("button");
	const error = form.querySelector(".mentoring-error");
	error.textContent = "";
	button.disabled = true;
	try {
		await post(`transition.${form.dataset.method}`, valuesOf(form, answer));
		thank(document.getElementById("transition-answered"), form.dataset.thanks, answer);
	} catch (refusal) {
		error.textContent = refusal.message;
		form.querySelector("[required]")?.focus();
	}
	button.disabled = false;
}

function valuesOf(form, answer) {
	if (form.dataset.method === "withdraw_own") return {};
	const name = answer.dataset.plan;
	if (form.dataset.method === "withdraw") return { name };
	const sent = new FormData(form);
	return { name, typed_name: sent.get("typed_name"), sections: sent.getAll("sections") };
}
