import { post } from "./server";

/** The taps of visitors and duty contact: each is one form, sent once, and the page then shows what is so. */
export function takeVisitTaps() {
	for (const form of document.querySelectorAll(".mentoring-visit-tap")) {
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
		const values = { name: form.dataset.visit, ...Object.fromEntries(new FormData(form)) };
		await post(`home_visits.${form.dataset.method}`, values);
		window.location.reload();
	} catch (refusal) {
		error.textContent = refusal.message;
		button.disabled = false;
	}
}
