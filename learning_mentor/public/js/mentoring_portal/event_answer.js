import { takeForms } from "./forms";
import { post, thank } from "./server";

/** What families answer to an event. What was typed stays when the server refuses it. */
export function takeEventAnswers() {
	takeForms(document.querySelectorAll(".mentoring-event-answer"), async (form, values) => {
		const answer = await post(`events.${form.dataset.method}`, values);
		if (answer?.status === "Waiting") form.dataset.thanks = form.dataset.thanksWaiting;
		finish(form);
	});
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
		document.getElementById("event-status").remove(); // what was so until now
		for (const other of document.querySelectorAll(".mentoring-event-answer")) {
			if (other !== form) other.remove();
		}
	}
	thank(place, form.dataset.thanks, form);
}
