import { takeForms } from "./forms";
import { post } from "./server";

/** The taps of visitors and duty contact: each is one form, sent once, and the page then shows what is so. */
export function takeVisitTaps() {
	takeForms(document.querySelectorAll(".mentoring-visit-tap"), async (form, values) => {
		await post(`home_visits.${form.dataset.method}`, { name: form.dataset.visit, ...values });
		window.location.reload();
	});
}
