// Sends a guardian's answer to a plan. What was typed stays when the server refuses it.
const answer = document.getElementById("plan-answer");

if (answer) {
	for (const form of answer.querySelectorAll("form")) {
		form.addEventListener("submit", (event) => {
			event.preventDefault();
			send(form);
		});
	}
}

async function send(form) {
	const button = form.querySelector("button");
	const error = form.querySelector(".mentoring-error");
	error.textContent = "";
	button.disabled = true;
	try {
		await post(form);
		thank(form.dataset.thanks);
	} catch (refusal) {
		error.textContent = refusal.message;
		form.querySelector("[required]").focus();
	}
	button.disabled = false;
}

async function post(form) {
	const values = { name: answer.dataset.plan, ...Object.fromEntries(new FormData(form)) };
	const response = await fetch(`/api/method/learning_mentor.api.portal.${form.dataset.method}`, {
		method: "POST",
		headers: {
			"Content-Type": "application/json",
			Accept: "application/json",
			"X-Frappe-CSRF-Token": frappe.csrf_token,
		},
		body: JSON.stringify(values),
	});
	if (!response.ok) throw new Error(await refusalOf(response));
}

// Frappe sends its messages as JSON within JSON, with mark-up in them.
async function refusalOf(response) {
	const body = await response.json().catch(() => ({}));
	const messages = JSON.parse(body._server_messages || "[]").map((text) => JSON.parse(text).message);
	const page = new DOMParser().parseFromString(messages.join(" "), "text/html");
	return page.body.textContent.trim() || __("That did not work. Please try again, or call the school.");
}

function thank(text) {
	const thanks = document.getElementById("plan-answered");
	thanks.textContent = text;
	thanks.hidden = false;
	answer.remove();
	thanks.focus();
}
