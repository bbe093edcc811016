const API = "learning_mentor.api.selection.";

export async function get_board(filters, start, page_length) {
	const args = { ...filters, start, page_length };
	const { message } = await frappe.call({ method: API + "board", args, type: "GET", silent: true });
	return message;
}

/** Send one decision. Rejects with an Error that has the server's own words. */
export async function decide(decision, args) {
	try {
		await frappe.call({ method: API + decision, args, type: "POST", silent: true });
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

function plain_text(message) {
	return new DOMParser().parseFromString(message, "text/html").body.textContent.trim();
}

function read_messages(encoded) {
	return JSON.parse(encoded || "[]").map((item) => JSON.parse(item).message || "");
}

function without_words(failure) {
	if (failure?.status === 403) return __("You may not do this.");
	if (!failure?.status) return __("The server did not answer. Check the connection and try again.");
	return __("The server could not do this (error {0}). Try again.", [failure.status]);
}
