import { post, thank } from "./server";

/** Answers to a check-in: sent once, and kept on the page when the server refuses them. */
export function takeCheckInAnswers() {
	const form = document.getElementById("check-in");
	if (!form) return;
	form.addEventListener("change", () => tellHowMany(form));
	form.addEventListener("submit", (event) => {
		event.preventDefault();
		send(form);
	});
	tellHowMany(form);
	form.querySelector("button").disabled = false;
}

/** Chosen answers by number of the question; a question that is left out is not among them. */
function answersOf(form) {
	return Object.fromEntries([...new FormData(form)].filter(([, answer]) => answer !== ""));
}

function tellHowMany(form) {
	const answered = Object.keys(answersOf(form)).length;
	const questions = form.querySelectorAll("fieldset").length;
	form.querySelector(".mentoring-answered").textContent = __("{0} of {1} answered", [answered, questions]);
}

async function send(form) {
	const button = form.querySelector("button");
	const error = form.querySelector(".mentoring-error");
	error.textContent = "";
	button.disabled = true;
	try {
		await post("check_ins.answer", { name: form.dataset.checkIn, answers: answersOf(form) });
		thank(document.getElementById("check-in-answered"), form.dataset.thanks, form);
	} catch (refusal) {
		error.textContent = refusal.message;
		error.focus();
	}
	button.disabled = false;
}
