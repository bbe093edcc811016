import { post, thank } from "./server";

/** What families answer to an event. What was typed stays when the server refuses it. */
export function takeEventAnswers() {
	for (const form of document.querySelectorAll(".mentoring-event-answer")) {
		form.addEventListener("submit", (event) => {
			event.preventDefault();
			send(form);
		});
		form.querySelector("button").disabled = false;
	}
}

async function send(form) {
	const button = form.querySelector("button");
	const error = form.querySelector(".mentoring-error");
	error.textContent = "";
	button.disabled = true;
	try {
		await post(`events.${form.dataset.method}`, Object.fromEntries(new FormData(form)));
		finish(form);
	} catch (refusal) {
		error.textContent = refusal.message;
		form.querySelector("input:not([type=hidden])")?.focus();
	}
	button.disabled = false;
}

/** One answer is given: the others on the page are gone with it. */
function finish(form) {
	let place = document.getElementById("event-answered");
	if (!place) {
		place = document.createElement("div");
		place.className = "mentoring-thanks";
		place.setAttribute("role", "status");
		place.tabIndex = -1;
		form.before(place);
	} else {
		for (const other of document.querySelectorAll(".mentoring-event-answer")) {
			if (other !== form) other.remove();
		}
	}
	thank(place, form.dataset.thanks, form);
}
