import { post, thank } from "./server";

/**
 * Sends a form of a page to an endpoint once, and thanks in the place of `area`. What was typed stays when the
 * server refuses it. `values` are sent beside the form's fields.
 */
export function sendOnSubmit(form, { method, values = () => ({}), thanks, area }) {
	form.addEventListener("submit", async (event) => {
		event.preventDefault();
		const button = form.querySelector("button");
		const error = form.querySelector(".mentoring-error");
		error.textContent = "";
		button.disabled = true;
		try {
			await post(method, { ...Object.fromEntries(new FormData(form)), ...values(form) });
			thank(thanks, form.dataset.thanks, area);
		} catch (refusal) {
			error.textContent = refusal.message;
			form.querySelector("[required], textarea")?.focus();
		}
		button.disabled = false;
	});
	form.querySelector("button").disabled = false;
}
