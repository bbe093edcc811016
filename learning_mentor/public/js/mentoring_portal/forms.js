/** Lets a form be sent by script, once at a time. `send` rejects with the server's words for people. */
export function takeForms(forms, send) {
	for (const form of forms) {
		form.addEventListener("submit", (event) => {
			event.preventDefault();
			sendOnce(form, send);
		});
		form.querySelector("button").disabled = false;
	}
}

async function sendOnce(form, send) {
	const button = form.querySelector("button");
	const error = form.querySelector(".mentoring-error");
	error.textContent = "";
	button.disabled = true;
	try {
		await send(form, Object.fromEntries(new FormData(form)));
	} catch (refusal) {
		error.textContent = refusal.message;
		form.querySelector("textarea, input:not([type=hidden])")?.focus();
	}
	button.disabled = false;
}
