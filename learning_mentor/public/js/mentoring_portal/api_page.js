import { takeForms } from "./forms";

/** The page of the REST interface: each operation can be sent as it would come from another system. */
export function takeApiPage() {
	const page = document.querySelector(".mentoring-api");
	if (!page) return;
	takeForms(page.querySelectorAll("form"), send);
	const find = page.querySelector("#api-find");
	find.addEventListener("input", () => show(page, find.value.trim().toLowerCase()));
	find.disabled = false;
}

function show(page, words) {
	for (const subject of page.querySelectorAll(".mentoring-api-subject")) {
		const operations = [...subject.querySelectorAll(".mentoring-api-operation")];
		for (const each of operations) {
			const text = each.querySelector("summary").textContent.toLowerCase();
			each.hidden = Boolean(words) && !text.includes(words);
		}
		subject.hidden = operations.every((each) => each.hidden);
	}
}

async function send(form) {
	const { verb, path } = form.dataset;
	if (verb !== "GET" && !window.confirm(__("This is done on this site, as you. Send it?"))) return;
	const [address, headers] = filledIn(form, path);
	const body = form.querySelector("textarea")?.value;
	const response = await fetch(address, { method: verb, headers, body });
	const text = await response.text();
	const place = form.querySelector(".mentoring-api-answer");
	place.textContent = `${response.status} ${response.statusText}\n${readable(response, text)}`;
	place.hidden = false;
	place.focus();
}

/** Address with its parameters, and headers. A value that is needed and empty fails the form. */
function filledIn(form, path) {
	const query = new URLSearchParams();
	const headers = { Accept: "application/json", "X-Frappe-CSRF-Token": frappe.csrf_token };
	if (form.querySelector("textarea")) headers["Content-Type"] = "application/json";
	let address = path;
	for (const input of form.querySelectorAll("[data-in]")) {
		const value = input.value.trim();
		if (input.dataset.in === "path") {
			if (!value) throw new Error(__("{0} is missing: enter it.", [input.name]));
			address = address.replace(`{${input.name}}`, encodeURIComponent(value));
		} else if (value && input.dataset.in === "query") query.set(input.name, value);
		else if (value) headers[input.name] = value;
	}
	return [query.size ? `${address}?${query}` : address, headers];
}

function readable(response, text) {
	if (!(response.headers.get("Content-Type") || "").includes("json")) return __("A file: {0}", [text.length]);
	return JSON.stringify(JSON.parse(text), null, 1);
}
