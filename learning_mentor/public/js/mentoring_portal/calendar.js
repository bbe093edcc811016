import { post } from "./server";

/** The secret address of a person's calendar: shown once when it is made. */
export function takeCalendarAddress() {
	for (const form of document.querySelectorAll(".mentoring-calendar")) {
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
		const answer = await post(`calendar.${form.dataset.method}`, {});
		if (!answer) return window.location.reload();
		const place = document.getElementById("calendar-address");
		place.querySelector("code").textContent = answer.address;
		place.hidden = false;
		place.focus();
	} catch (refusal) {
		error.textContent = refusal.message;
	}
	button.disabled = false;
}
