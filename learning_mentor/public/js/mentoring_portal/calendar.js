import { takeForms } from "./forms";
import { post } from "./server";

/** The secret address of a person's calendar: shown once when it is made. */
export function takeCalendarAddress() {
	takeForms(document.querySelectorAll(".mentoring-calendar"), async (form) => {
		const answer = await post(`calendar.${form.dataset.method}`, {});
		if (answer) return show(answer.address);
		window.location.reload();
	});
}

function show(address) {
	const place = document.getElementById("calendar-address");
	place.querySelector("code").textContent = address;
	place.hidden = false;
	place.focus();
}
