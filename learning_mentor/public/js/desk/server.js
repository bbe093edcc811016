import { plain_text } from "./markup";

const API = "learning_mentor.api.";

/** Read from one of the app's methods, such as "selection.board". Rejects with what frappe.call rejects with. */
export async function get(method, args) {
	const { message } = await frappe.call({ method: API + method, args, type: "GET", silent: true });
	return message;
}

/** Send to one of the app's methods. Rejects with an Error that has the server's own words. */
export async function post(method, args) {
	try {
		const { message } = await frappe.call({ method: API + method, args, type: "POST", silent: true });
		return message;
	} catch (failure) {
		throw new Error(server_words(failure));
	}
}

/** What the server said in a failed request, as plain text. */
export function server_words(failure) {
	const reply = failure?.responseJSON || {};
	const messages = read_messages(reply._server_messages).concat(reply._error_message || []);
	return messages.map(plain_text).filter(Boolean).join(" ") || without_words(failure);
}

function read_messages(encoded) {
	return JSON.parse(encoded || "[]").map((item) => JSON.parse(item).message || "");
}

function without_words(failure) {
	if (failure?.status === 403) return __("You may not do this.");
	if (!failure?.status) return __("The server did not answer. Check the connection and try again.");
	return __("The server could not do this (error {0}). Try again.", [failure.status]);
}
