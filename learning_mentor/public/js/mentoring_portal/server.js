/** Posts values to one of the app's endpoints; rejects with the server's words for people. */
export async function post(method, values) {
	const response = await fetch(`/api/method/learning_mentor.api.${method}`, {
		method: "POST",
		headers: {
			"Content-Type": "application/json",
			Accept: "application/json",
			"X-Frappe-CSRF-Token": frappe.csrf_token,
		},
		body: JSON.stringify(values),
	});
	if (!response.ok) throw new Error(await refusalOf(response));
	return (await response.json()).message;
}

/** Asks one of the app's endpoints; rejects with the server's words for people. */
export async function ask(method, values) {
	const address = `/api/method/learning_mentor.api.${method}?${new URLSearchParams(values)}`;
	const response = await fetch(address, { headers: { Accept: "application/json" } });
	if (!response.ok) throw new Error(await refusalOf(response));
	return (await response.json()).message;
}

// Frappe sends its messages as JSON within JSON, with mark-up in them.
async function refusalOf(response) {
	const body = await response.json().catch(() => ({}));
	const messages = JSON.parse(body._server_messages || "[]").map((text) => JSON.parse(text).message);
	const page = new DOMParser().parseFromString(messages.join(" "), "text/html");
	return page.body.textContent.trim() || __("That did not work. Please try again, or tell the school.");
}

/** Puts a thank-you in the place of a form and takes the reader there. */
export function thank(place, text, form) {
	place.textContent = text;
	place.hidden = false;
	form.remove();
	place.focus();
}
